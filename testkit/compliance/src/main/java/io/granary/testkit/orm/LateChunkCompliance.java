package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.testkit.orm.AskedSession.ask;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.RowChunk;
import io.granary.error.ResourceClosedException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionTransaction;
import io.granary.orm.internal.session.StreamedRows;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rows of a session's stream that reach the session behind what the program asked for meanwhile. When they come is up to threads, so the session is
 * asked here as the stream asks it.
 */
public interface LateChunkCompliance extends OnSessions {

    /** What undoes what the rows were read in. */
    enum Undoing {
        ROLLBACK,
        RESET,
        INVALIDATE,
        ROLLBACK_OF_THE_SAVEPOINT;

        private CompletionStage<?> of(AsyncSession session, AsyncSessionTransaction savepoint) {
            return switch (this) {
                case ROLLBACK -> session.rollback();
                case RESET -> session.reset();
                case INVALIDATE -> session.invalidate();
                case ROLLBACK_OF_THE_SAVEPOINT -> savepoint.rollback();
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    default void rowsThatComeBehindARollbackDoNotBringBackWhatWasUndone(Undoing undoing, Bench bench) {
        if (undoing == Undoing.INVALIDATE) {
            bench.assumeMoreConnections("the database outlives the connection that is given up");
        }
        notes(bench);
        AsyncSession session = sessions(bench).open();
        AsyncSessionTransaction savepoint = Await.value(session.beginNested());
        Await.value(session.execute(text("update orm_notes set text = 'dirty'")));
        StreamedRows streamed = streamed(session);
        RowChunk chunk = first(bench, streamed);

        Await.value(undoing.of(session, savepoint));
        assertThat(Await.failure(taken(session, streamed, chunk), ResourceClosedException.class))
                .hasMessageContaining("stream");

        assertThat(get(session, Note.class, 1).text).isEqualTo("clean");
        Await.value(session.close());
    }

    @Test
    default void rowsThatComeBehindAReleasedSavepointAreOfTheSameTransaction(Bench bench) {
        notes(bench);
        AsyncSession session = sessions(bench).open();
        AsyncSessionTransaction savepoint = Await.value(session.beginNested());
        Await.value(session.execute(text("update orm_notes set text = 'changed'")));
        StreamedRows streamed = streamed(session);
        RowChunk chunk = Await.value(
                        Source.fromPublisher(streamed.rows()).runWith(Sink.<RowChunk>seq(), bench.system()))
                .get(0);

        Await.value(savepoint.commit());
        Await.value(taken(session, streamed, chunk));

        assertThat(get(session, Note.class, 1).text).isEqualTo("changed");
        Await.value(session.close());
    }

    private static void notes(Bench bench) {
        stored(bench, IntStream.range(0, 10).mapToObj(i -> new Note(i, "clean")).toArray());
    }

    private static StreamedRows streamed(AsyncSession session) {
        return Await.value(ask(session, work -> work.stream(select(NOTES), Map.of())));
    }

    private static RowChunk first(Bench bench, StreamedRows streamed) {
        return Await.value(Source.fromPublisher(streamed.rows()).runWith(Sink.head(), bench.system()));
    }

    private static CompletionStage<RowChunk> taken(AsyncSession session, StreamedRows streamed, RowChunk chunk) {
        return ask(session, work -> work.loaded(streamed.plan().orElseThrow(), chunk, streamed.level()));
    }

    /** They were read outside of it. */
    @Test
    default void rowsThatComeBehindASavepointThatBeganSinceAreTaken(Bench bench) {
        notes(bench);
        AsyncSession session = sessions(bench).open();
        Await.value(session.begin());
        StreamedRows streamed = streamed(session);
        RowChunk chunk = Await.value(
                        Source.fromPublisher(streamed.rows()).runWith(Sink.<RowChunk>seq(), bench.system()))
                .get(0);

        AsyncSessionTransaction savepoint = Await.value(session.beginNested());
        Await.value(savepoint.rollback());
        Await.value(taken(session, streamed, chunk));

        assertThat(get(session, Note.class, 1).text).isEqualTo("clean");
        Await.value(session.close());
    }
}
