package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.SslMode;
import io.granary.engine.TlsOptions;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.Mappings;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.ToxicProxy;
import io.granary.testkit.orm.Note;
import io.granary.testkit.orm.OnSessions;
import io.granary.testkit.orm.Ticket;
import io.granary.testkit.orm.User;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often sessions wait for the server, counted where the bytes pass, once the server knows the statements. */
@Database(DatabaseKind.POSTGRESQL)
class RoundTripPostgresIT implements OnSessions {

    /** The turns of the second time that work is done; the first time, statements are prepared. */
    private static long turns(
            ToxicProxy proxy, AsyncSessionMaker sessions, List<Function<AsyncSession, CompletionStage<?>>> work) {
        long before = 0;
        for (Function<AsyncSession, CompletionStage<?>> each : work) {
            before = proxy.turns();
            Await.value(sessions.session(session -> each.apply(session).thenApply(done -> "done")));
        }
        return proxy.turns() - before;
    }

    @Test
    void sessionsWaitNoMoreThanTheyHaveTo(Bench bench) {
        try (ToxicProxy proxy = ToxicProxy.to(bench.database())) {
            AsyncEngine engine = AsyncEngine.create(
                    bench.system(),
                    proxy.front(bench.database()).url(),
                    bench.options()
                            .withTls(TlsOptions.of(SslMode.DISABLE))
                            .withPoolSize(1)
                            .withMaxOverflow(0));
            AsyncSessionMaker sessions = AsyncSessionMaker.of(engine, MAPPINGS);
            OnSessions.stored(bench, new Note(1, "one"), new Note(2, "two"));
            assertThat(turns(proxy, sessions, twice(session -> session.getOne(Note.class, 1))))
                    .as("get")
                    .isEqualTo(1);
            assertThat(turns(
                            proxy,
                            sessions,
                            List.of(
                                    session -> added(session, List.of(new Note(3, "three"))),
                                    session -> added(session, List.of(new Note(4, "four"))))))
                    .as("insert and commit")
                    .isEqualTo(1);
            assertThat(turns(
                            proxy,
                            sessions,
                            twice(session -> session.getOne(Note.class, 1).thenCompose(note -> {
                                note.text += "!";
                                return session.commit();
                            }))))
                    .as("load, change and commit")
                    .isEqualTo(2);
            assertThat(turns(proxy, sessions, twice(session -> added(session, users()))))
                    .as("a thousand new ones, whose keys come back")
                    .isLessThanOrEqualTo(3);
            Mappings tickets = Mappings.of(Ticket.class);
            Await.value(bench.dropping(tickets.metaData()).createAll(bench.engine()));
            AsyncSessionMaker numbered = AsyncSessionMaker.of(engine, tickets);
            assertThat(turns(proxy, numbered, tickets(2)))
                    .as("insert and commit, with a number of a sequence that is left")
                    .isEqualTo(1);
            assertThat(turns(proxy, numbered, tickets(9)))
                    .as("insert and commit, when the sequence has to be asked")
                    .isEqualTo(2);
            assertThat(bench.sql().column("select text from orm_notes where id = 1"))
                    .containsExactly("one!!");
            assertThat(bench.sql().number("select count(*) from orm_users")).isEqualTo(2_000);
            Await.value(engine.close());
        }
    }

    private static List<Function<AsyncSession, CompletionStage<?>>> twice(
            Function<AsyncSession, CompletionStage<?>> work) {
        return List.of(work, work);
    }

    /** One of a ticket for each. */
    private static List<Function<AsyncSession, CompletionStage<?>>> tickets(int many) {
        return Collections.nCopies(many, session -> added(session, List.of(new Ticket("one"))));
    }

    private static List<User> users() {
        return IntStream.range(0, 1_000).mapToObj(i -> new User("u" + i)).toList();
    }

    private static CompletionStage<?> added(AsyncSession session, List<?> objects) {
        session.addAll(objects);
        return session.commit();
    }
}
