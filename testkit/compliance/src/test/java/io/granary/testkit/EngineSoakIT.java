package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Blocking;
import io.granary.engine.EngineOptions;
import io.granary.engine.PoolStatus;
import io.granary.error.GranaryException;
import io.granary.sql.Params;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many random operations at once, some of them given up, failed on purpose or robbed of their connection: each stage ends, nothing
 * stays lent, and what was committed is there. Run with {@code mvn -B verify -Psoak}.
 */
@Tag("soak")
class EngineSoakIT {

    private static final int ROUNDS = 200;
    private static final int AT_ONCE = 64;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Nested
    @Actors
    @Database(DatabaseKind.H2)
    class OnH2 extends Soak {}

    @Nested
    @Actors
    @Database(DatabaseKind.POSTGRESQL)
    class OnPostgres extends Soak {}

    @Nested
    @Actors
    @Database(DatabaseKind.MARIADB)
    class OnMariaDb extends Soak {}

    abstract static class Soak {

        final long seed = System.nanoTime();
        private final Random random = new Random(seed);
        private int lastId;
        private int committed;

        @Test
        void endsEveryStageAndLosesNothing(ActorTestKit kit, TestDatabase database)
                throws InterruptedException, ExecutionException {
            AsyncEngine engine = AsyncEngine.create(
                    kit.system(),
                    database.url(),
                    EngineOptions.defaults().withPoolSize(3).withMaxOverflow(2));
            Blocking.await(engine.execute(text("create table soak (id int primary key, note varchar(20))")));
            for (int round = 0; round < ROUNDS; round++) {
                List<CompletableFuture<?>> running = new ArrayList<>();
                for (int each = 0; each < AT_ONCE; each++) {
                    running.add(operation(engine).toCompletableFuture());
                }
                for (CompletableFuture<?> stage : running) {
                    CompletableFuture<?> ended =
                            stage.handle((value, failure) -> failure).orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS);
                    assertThat(ended).as("seed %s round %s", seed, round).succeedsWithin(LONGEST);
                }
            }
            Eventually.holds("nothing is lent", LONGEST, () -> {
                PoolStatus status = Blocking.await(engine.pool().status());
                return status.checkedOut() == 0 && status.waiting() == 0 && status.opening() == 0;
            });
            long rows = Blocking.await(engine.execute(text("select count(*) from soak")))
                    .scalar(Long.class)
                    .orElseThrow();
            assertThat(rows).as("seed %s", seed).isEqualTo(committed);
            Blocking.await(engine.close());
        }

        private CompletionStage<?> operation(AsyncEngine engine) {
            int id = ++lastId;
            return switch (random.nextInt(8)) {
                case 0 -> {
                    committed++;
                    yield engine.execute(
                            text("insert into soak values (:id, :note)"), Params.of("id", id, "note", "once"));
                }
                case 1 -> {
                    committed++;
                    yield engine.begin(connection -> insert(connection, id));
                }
                case 2 ->
                    engine.begin(connection -> insert(connection, id)
                            .thenCompose(
                                    done -> CompletableFuture.failedFuture(new IllegalStateException("on purpose"))));
                case 3 ->
                    engine.begin(connection -> connection.execute(text("select nothing from nowhere")))
                            .exceptionally(failure -> null);
                case 4 -> givenUp(engine);
                case 5 ->
                    engine.connect(connection ->
                            connection.invalidate().thenCompose(done -> connection.execute(text("select 1"))));
                case 6 -> {
                    committed++;
                    yield engine.begin(connection -> connection
                            .beginNested(nested -> insert(nested, id).thenCompose(done -> insert(nested, id)))
                            .handle((value, refused) -> refused instanceof GranaryException)
                            .thenCompose(refused -> insert(connection, id)));
                }
                default -> engine.execute(text("select * from soak where id = :id"), Params.of("id", id - 1));
            };
        }

        private static CompletionStage<Done> insert(AsyncConnection connection, int id) {
            return connection
                    .execute(text("insert into soak values (:id, :note)"), Params.of("id", id, "note", null))
                    .thenApply(result -> Done.getInstance());
        }

        /** A connection whose asker has gone before it comes. */
        private CompletionStage<?> givenUp(AsyncEngine engine) {
            CompletableFuture<AsyncConnection> wanted = engine.connect().toCompletableFuture();
            if (random.nextBoolean()) {
                wanted.cancel(true);
            }
            return wanted.handle((connection, failure) -> connection == null
                            ? CompletableFuture.completedStage(Done.getInstance())
                            : connection.close())
                    .thenCompose(closed -> closed);
        }
    }
}
