package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.sql.Params;
import io.granary.sql.TextClause;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.PlainSql;
import io.granary.testkit.fixtures.TestDatabase;
import io.granary.testkit.fixtures.ToxicProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** Lanes of random work on one engine behind a {@link SoakWeather}, and a {@link SoakLedger} of what became of it. */
final class SoakLoad implements AutoCloseable {

    private static final int LANES = 16;
    private static final int POOL = 5;
    /** In which what died in bad weather is noticed and replaced. */
    private static final Duration FAIR = Duration.ofSeconds(5);

    /** In which the server is asked what became of a COMMIT; where it can be asked, half of the lanes do. */
    private static final Duration RESOLUTION = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final TextClause INSERT = text("insert into soak_rows (id, note) values (:id, :note)");

    private final TestDatabase database;
    private final ActorTestKit kit;
    private final long seed;
    private final ToxicProxy proxy;
    private final SoakWeather weather;
    private final List<AsyncEngine> engines;
    private final SoakLedger ledger = new SoakLedger();
    private final List<CompletableFuture<?>> lanes = new ArrayList<>();
    private volatile boolean over;

    private SoakLoad(TestDatabase database, ActorTestKit kit, long seed) {
        this.database = database;
        this.kit = kit;
        this.seed = seed;
        PlainSql.on(database)
                .run(
                        "drop table if exists soak_rows",
                        "create table soak_rows (id bigint primary key, note varchar(20))");
        this.proxy = ToxicProxy.to(database);
        this.weather = SoakWeather.ofAll(proxy, database, seed, "insert into soak_rows");
        EngineOptions options = EngineOptions.defaults()
                .withPoolSize(POOL)
                .withMaxOverflow(2)
                .withConnectTimeout(Duration.ofSeconds(1))
                .withStatementTimeout(Duration.ofSeconds(2))
                .withCancelGrace(Duration.ofMillis(500))
                .withCloseTimeout(Duration.ofSeconds(1))
                .withPoolTimeout(Duration.ofSeconds(20));
        AsyncEngine plain = engine(options);
        this.engines = database.kind() == DatabaseKind.POSTGRESQL
                ? List.of(plain, engine(options.withCommitResolution(RESOLUTION)))
                : List.of(plain);
    }

    private AsyncEngine engine(EngineOptions options) {
        return AsyncEngine.create(kit.system(), proxy.front(database).url(), options);
    }

    static SoakLoad on(TestDatabase database, ActorTestKit kit, long seed) {
        return new SoakLoad(database, kit, seed);
    }

    /** Works for so long under fire, then lets everything end in fair weather. */
    void runFor(Duration time) {
        weather.begin();
        for (int lane = 0; lane < LANES; lane++) {
            AsyncEngine engine = engines.get(lane % engines.size());
            lanes.add(next(engine, new Random(seed + lane)).toCompletableFuture());
        }
        passes(time);
        weather.close();
        passes(FAIR);
        over = true;
        for (CompletableFuture<?> lane : lanes) {
            assertThat(lane).as("a lane of seed %s; %s", seed, this).succeedsWithin(PATIENCE);
        }
    }

    private static void passes(Duration time) {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    void assertNothingIsLost() {
        Books.assertBalanced(database, engines);
        ledger.assertAgreesWith(rows(), String.valueOf(seed));
        ledger.assertThatMuchHappened(String.valueOf(seed));
        for (AsyncEngine engine : engines) {
            assertThat(Await.value(engine.execute(text("select 40 + 2"))).scalar(Integer.class))
                    .contains(42);
        }
        System.out.println(database.kind() + ": " + this);
    }

    private Set<Long> rows() {
        Set<Long> ids = new HashSet<>();
        PlainSql.on(database).column("select id from soak_rows").forEach(id -> ids.add(((Number) id).longValue()));
        return ids;
    }

    private CompletionStage<?> next(AsyncEngine engine, Random random) {
        return over
                ? CompletableFuture.completedStage(null)
                : operation(engine, random)
                        .handle((done, failure) -> {
                            ledger.ended(unwrapped(failure));
                            return done;
                        })
                        .thenCompose(done -> next(engine, random));
    }

    private CompletionStage<?> operation(AsyncEngine engine, Random random) {
        long id = ledger.newId();
        return switch (random.nextInt(8)) {
            case 0, 1 ->
                engine.begin(conn -> insert(conn, id).thenCompose(done -> conn.execute(text("select 1"))))
                        .whenComplete((done, failure) -> ledger.transaction(id, unwrapped(failure)));
            case 2 ->
                engine.execute(INSERT, Params.of("id", id, "note", "alone"))
                        .whenComplete((done, failure) -> ledger.statement(id, unwrapped(failure)));
            case 3 ->
                engine.begin(conn -> insert(conn, id)
                                .thenCompose(done ->
                                        CompletableFuture.<Void>failedFuture(new IllegalStateException("on purpose"))))
                        .whenComplete((done, failure) -> ledger.dropped(id));
            case 4 -> givenUp(engine, random);
            case 5 -> crashingOwner(engine, id);
            case 6 ->
                engine.connect(conn ->
                                conn.beginNested(nested -> insert(nested, id)).thenCompose(done -> conn.rollback()))
                        .whenComplete((done, failure) -> ledger.dropped(id));
            default -> engine.execute(text("select count(*) from soak_rows"));
        };
    }

    private static CompletionStage<?> insert(AsyncConnection conn, long id) {
        return conn.execute(INSERT, Params.of("id", id, "note", "in a transaction"));
    }

    private CompletionStage<?> givenUp(AsyncEngine engine, Random random) {
        // Not longer than the fair weather in the end: a server that the order to stop cannot reach works on to the
        // end.
        String sleep = database.kind() == DatabaseKind.POSTGRESQL ? "select 1 from pg_sleep(3)" : "select sleep(3)";
        CompletableFuture<?> slow = engine.execute(text(sleep)).toCompletableFuture();
        return slow.orTimeout(1L + random.nextInt(50), TimeUnit.MILLISECONDS);
    }

    /** An actor that inserts, tells nobody, and throws. */
    private CompletionStage<?> crashingOwner(AsyncEngine engine, long id) {
        CompletableFuture<Object> inserted = new CompletableFuture<>();
        ActorRef<Object> owner = kit.spawn(owner(engine, id, inserted));
        return inserted.handle((done, failure) -> {
            ledger.dropped(id);
            owner.tell("crash");
            return done;
        });
    }

    private Behavior<Object> owner(AsyncEngine engine, long id, CompletableFuture<Object> inserted) {
        return Behaviors.setup(context -> {
            engine.ownedBy(context)
                    .connect()
                    .thenCompose(conn -> insert(conn, id))
                    .whenComplete((done, failure) -> {
                        if (failure == null) {
                            inserted.complete("inserted");
                        } else {
                            inserted.completeExceptionally(failure);
                        }
                    });
            return Behaviors.receive(Object.class)
                    .onMessageEquals("crash", () -> {
                        throw new IllegalStateException("told to crash");
                    })
                    .build();
        });
    }

    private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    @Override
    public String toString() {
        return ledger + ", " + weather;
    }

    @Override
    public void close() {
        weather.close();
        engines.forEach(engine -> Await.value(engine.close()));
        proxy.close();
    }
}
