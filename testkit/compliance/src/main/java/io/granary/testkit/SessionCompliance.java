package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.SessionReset;
import io.granary.sql.Params;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a borrower leaves behind on a connection is gone before the next one gets it. */
public interface SessionCompliance extends OnBench {

    private static AsyncEngine one(Bench bench, SessionReset reset) {
        EngineOptions options = bench.options().withPoolSize(1).withMaxOverflow(0);
        return bench.engine(options.withSessionReset(reset));
    }

    private static Optional<String> look(AsyncEngine engine, SessionChange left) {
        return Await.value(engine.execute(text(left.look()))).scalarOneOrNone(String.class);
    }

    /** Changes the session on a lease, and commits that. */
    private static void change(AsyncEngine engine, SessionChange left) {
        Await.value(engine.connect(
                connection -> connection.execute(text(left.change())).thenCompose(changed -> connection.commit())));
    }

    @Test
    @Tag("F71")
    default void nothingThatIsLeftBehindReachesTheNextBorrower(Bench bench) {
        AsyncEngine engine = one(bench, SessionReset.CHANGED);
        int id = 0;
        for (SessionChange left : SessionChange.of(bench.database().kind())) {
            Optional<String> before = look(engine, left);

            change(engine, left);

            assertThat(look(engine, left)).as(left.change()).isEqualTo(before);
            Await.value(engine.execute(INSERT, Params.of("id", id, "name", "after " + id)));
            id++;
        }
        assertThat(bench.committed()).isEqualTo(id);
    }

    @Test
    @Tag("F71")
    default void norWhatOneStatementOnALeaseOfItsOwnLeaves(Bench bench) {
        AsyncEngine engine = one(bench, SessionReset.CHANGED);
        SessionChange left = SessionChange.of(bench.database().kind()).get(0);
        Optional<String> before = look(engine, left);

        Await.value(engine.execute(text(left.change())));

        assertThat(look(engine, left)).isEqualTo(before);
    }

    @Test
    @Tag("F71")
    default void theConnectionIsKeptWhereTheDatabaseCanResetIt(Bench bench) {
        AsyncEngine engine = one(bench, SessionReset.CHANGED);
        SessionChange left = SessionChange.of(bench.database().kind()).get(0);
        Long before = bench.session(engine);

        change(engine, left);

        assertThat(Objects.equals(bench.session(engine), before))
                .isEqualTo(!bench.capabilities().isMySql());
    }

    @Test
    @Tag("F71")
    default void aLeaseThatChangedNothingCostsNoConnection(Bench bench) {
        AsyncEngine engine = one(bench, SessionReset.CHANGED);
        Long before = bench.session(engine);

        Await.value(engine.begin(connection -> connection.execute(INSERT, Params.of("id", 1, "name", "a"))));

        assertThat(bench.session(engine)).isEqualTo(before);
    }

    @Test
    @Tag("F71")
    default void whoSaysNeverFindsWhatWasLeft(Bench bench) {
        AsyncEngine engine = one(bench, SessionReset.NEVER);
        SessionChange left = SessionChange.of(bench.database().kind()).get(0);
        Optional<String> before = look(engine, left);

        change(engine, left);

        assertThat(look(engine, left)).isNotEqualTo(before);
    }
}
