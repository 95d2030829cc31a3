package io.granary.examples.snippets;

import static io.granary.sql.Sql.update;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Result;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.EntityTable;
import io.granary.orm.JoinTransactionMode;
import io.granary.orm.Mappings;
import io.granary.orm.SessionContext;
import io.granary.orm.SessionListener;
import io.granary.orm.SessionState;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** What sessions write is written down, in the same transaction. */
final class Auditing {

    static final Mappings MAPPINGS = Mappings.of(Trail.class, Parcel.class);

    private Auditing() {}

    @Entity
    @Table(name = "audit_trail")
    static class Trail {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        @Nullable Long id;

        String who = "";
        int added;
    }

    @Entity
    @Table(name = "audited_parcel")
    static class Parcel {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        @Nullable Long id;

        String label = "";
    }

    // #listener
    /** Notes how many objects each flush writes, and for whom: as the user of the session has noted there. */
    static final class Audit implements SessionListener {

        @Override
        public CompletionStage<Done> beforeFlush(SessionContext session) {
            SessionState state = session.state();
            Trail trail = new Trail();
            trail.who = String.valueOf(session.info().get("who"));
            trail.added = state.added().size();
            return trail.added == 0 ? CompletableFuture.completedFuture(Done.getInstance()) : session.add(trail);
        }
    }

    static AsyncSessionMaker sessions(AsyncEngine engine) {
        return AsyncSessionMaker.of(engine, MAPPINGS).withListener(new Audit());
    }
    // #listener

    // #joined
    /** Whatever the work commits is undone in the end, as a test would have it. */
    static <T> CompletionStage<T> undone(
            AsyncEngine engine, AsyncSessionMaker sessions, Function<AsyncSessionMaker, CompletionStage<T>> work) {
        return engine.connect()
                .thenCompose(connection -> connection
                        .begin()
                        .thenCompose(open -> work.apply(sessions.on(connection, JoinTransactionMode.CREATE_SAVEPOINT)))
                        .thenCompose(value -> rolledBack(connection, value)));
    }

    private static <T> CompletionStage<T> rolledBack(AsyncConnection connection, T value) {
        return connection.rollback().thenCompose(done -> connection.close()).thenApply(done -> value);
    }
    // #joined

    // #keys
    static CompletionStage<Result> relabel(AsyncSession session, long first, long second) {
        return session.execute(
                update(EntityTable.of(Parcel.class)),
                List.of(Map.of("id", first, "label", "fragile"), Map.of("id", second, "label", "heavy")));
    }
    // #keys
}
