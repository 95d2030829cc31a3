package io.granary.engine.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.PostgresDialect;
import io.granary.driver.Driver;
import io.granary.driver.r2dbc.R2dbcDriver;
import io.granary.engine.EngineOptions;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Holder;
import io.granary.engine.PoolStatus;
import io.granary.engine.ResultData;
import io.granary.engine.Waiting;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.Listeners;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.ConnectionSetup;
import io.granary.engine.internal.connection.Lease;
import io.granary.engine.internal.connection.Texts;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.ScriptedCall;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.typed.ActorRef;

/** A pool on a scripted database, whose time passes when the test says so. What is left to chance is as long as it can be. */
public final class PoolUnderTest {

    /** How long real time may take for what does not wait for any clock. */
    public static final Duration SOON = Duration.ofSeconds(10);

    private final ActorTestKit kit;
    private final ManualTime time;
    private final EngineOptions options;
    private final ScriptedConnectionFactory database = ScriptedConnectionFactory.named("PostgreSQL");
    private final AtomicLong now = new AtomicLong(1);
    private volatile boolean broken;
    private final AtomicLong eachLook = new AtomicLong();
    private final AtomicBoolean breaksNext = new AtomicBoolean();
    private final AtomicInteger learned = new AtomicInteger();
    private final ActorRef<PoolCommand> supervisor;

    private PoolUnderTest(
            ActorTestKit kit,
            ManualTime time,
            EngineOptions options,
            Function<Driver, Driver> around,
            Consumer<ScriptedConnectionFactory> script) {
        this.kit = kit;
        this.time = time;
        this.options = options;
        serverTellsAboutItself();
        script.accept(database);
        Driver driver = around.apply(R2dbcDriver.of(database, 0, Duration.ofMinutes(10)));
        ConnectionSetup setup = new ConnectionSetup(
                "test",
                driver,
                () -> PostgresDialect.INSTANCE,
                options.withTicker(this::clock),
                Listeners.of("test", options));
        this.supervisor =
                kit.spawn(PoolSupervisor.create(setup, facts -> learned.incrementAndGet(), () -> {}, () -> 1.0));
    }

    /** {@return a pool that has opened nothing} */
    public static PoolUnderTest of(ActorTestKit kit, ManualTime time, EngineOptions options) {
        return new PoolUnderTest(kit, time, options, driver -> driver, database -> {});
    }

    /** {@return a pool on a database that was told something before the pool was made} */
    static PoolUnderTest of(
            ActorTestKit kit, ManualTime time, EngineOptions options, Consumer<ScriptedConnectionFactory> script) {
        return new PoolUnderTest(kit, time, options, driver -> driver, script);
    }

    /** {@return a pool on a driver that does something around the scripted one} */
    static PoolUnderTest around(
            ActorTestKit kit, ManualTime time, EngineOptions options, Function<Driver, Driver> around) {
        return new PoolUnderTest(kit, time, options, around, database -> {});
    }

    /** {@return options with a size and an overflow; the server is told nothing after login} */
    public static EngineOptions sized(int size, int overflow) {
        return EngineOptions.defaults()
                .withPoolSize(size)
                .withMaxOverflow(overflow)
                .withoutServerLinkCheck();
    }

    /** Has the server answer the question of the first connection. */
    public void serverTellsAboutItself() {
        database.onContaining("current_setting")
                .rows(List.of("v", "s", "i"), List.of("17", "public", "READ COMMITTED"));
    }

    /** {@return the database} */
    public ScriptedConnectionFactory database() {
        return database;
    }

    private long clock() {
        if (broken || breaksNext.getAndSet(false)) {
            throw new IllegalStateException("a defect, as told");
        }
        return now.addAndGet(eachLook.get());
    }

    /** Each look at the clock comes so much later than the one before. */
    void everyLookTakes(Duration duration) {
        eachLook.set(duration.toNanos());
    }

    /** Has the supervisor fail at whatever it is told next that it needs its clock for. */
    void breaks() {
        status();
        broken = true;
    }

    /** The same, once. */
    void breaksOnce() {
        // What was sent before is read by the first answer, and what the pool sent itself meanwhile by the second.
        status();
        status();
        breaksNext.set(true);
    }

    /** The process stands still: the clock goes on, and no timer fires. */
    void standsStill(Duration duration) {
        status();
        now.addAndGet(duration.toNanos());
    }

    /** {@return who waits} */
    List<Waiting> waiters() {
        Promise<List<Waiting>> promise = new Promise<>(Runnable::run);
        supervisor.tell(new PoolCommand.GetWaiters(promise));
        return await(promise);
    }

    ActorRef<PoolCommand> supervisor() {
        return supervisor;
    }

    /** {@return how often the pool told what the server said} */
    int learned() {
        return learned.get();
    }

    void stop() {
        kit.stop(supervisor, SOON);
    }

    // ---- wishes

    /** {@return a lease, some time} */
    public Promise<Lease> acquire() {
        return acquire(AcquireTerms.anonymous());
    }

    /** {@return a lease on terms, some time} */
    public Promise<Lease> acquire(AcquireTerms terms) {
        Promise<Lease> promise = new Promise<>(Runnable::run);
        supervisor.tell(new PoolCommand.Acquire(terms, new Demand.ForLease(promise)));
        return promise;
    }

    /** {@return a lease} */
    public Lease lend() {
        return await(acquire());
    }

    /** Wants a lease on terms. */
    public void acquire(AcquireTerms terms, Answer<Lease> answer) {
        supervisor.tell(new PoolCommand.Acquire(terms, new Demand.ForLease(answer)));
    }

    /** {@return what one statement gives, some time} */
    public Promise<ResultData> runOnce(String sql) {
        return runOnce(AcquireTerms.anonymous(), sql);
    }

    Promise<ResultData> runOnce(AcquireTerms terms, String sql) {
        Promise<ResultData> promise = new Promise<>(Runnable::run);
        supervisor.tell(new PoolCommand.Acquire(
                terms, new Demand.ForStatement(Texts.sql(sql), ExecutionOptions.none(), promise)));
        return promise;
    }

    /** {@return the answer to a request on a lease, some time} */
    public <T> Promise<T> ask(Lease lease, Function<Answer<T>, ConnectionCommand> request) {
        Promise<T> promise = new Promise<>(Runnable::run);
        lease.tell(request.apply(promise), promise);
        return promise;
    }

    /** {@return what a statement on a lease gives, some time} */
    public Promise<ResultData> execute(Lease lease, String sql) {
        return ask(
                lease,
                answer ->
                        new ConnectionCommand.Execute(lease.number(), Texts.sql(sql), ExecutionOptions.none(), answer));
    }

    /** {@return completes when a lease is over} */
    public Promise<Done> release(Lease lease) {
        return ask(lease, answer -> new ConnectionCommand.Release(lease.number(), answer));
    }

    Promise<Done> invalidate(Lease lease) {
        return ask(lease, answer -> new ConnectionCommand.Invalidate(lease.number(), answer));
    }

    Promise<Done> invalidateSoftly(Lease lease) {
        return ask(lease, answer -> new ConnectionCommand.InvalidateSoftly(lease.number(), answer));
    }

    Promise<Done> detach(Lease lease) {
        return ask(lease, answer -> new ConnectionCommand.Detach(lease.number(), answer));
    }

    /** Gives leases back, one after another. */
    public void giveBack(Lease... leases) {
        for (Lease lease : leases) {
            await(release(lease));
        }
    }

    Promise<Done> dispose() {
        Promise<Done> promise = new Promise<>(Runnable::run);
        supervisor.tell(new PoolCommand.Dispose(promise));
        return promise;
    }

    Promise<Done> close(Duration drain) {
        Promise<Done> promise = new Promise<>(Runnable::run);
        supervisor.tell(new PoolCommand.Close(drain, promise));
        return promise;
    }

    // ---- questions

    /** {@return the numbers; everything told to the pool before has been read then} */
    public PoolStatus status() {
        Promise<PoolStatus> promise = new Promise<>(Runnable::run);
        supervisor.tell(new PoolCommand.GetStatus(promise));
        return await(promise);
    }

    List<Holder> holders() {
        Promise<List<Holder>> promise = new Promise<>(Runnable::run);
        supervisor.tell(new PoolCommand.GetHolders(promise));
        return await(promise);
    }

    /** {@return the numbers, as soon as they are as they should be} */
    public PoolStatus status(String fact, Predicate<PoolStatus> expected) {
        return Eventually.gives(fact, SOON, this::status, expected);
    }

    /** Waits until a call has been made so often. */
    public void called(ScriptedCall call, int times) {
        Eventually.holds(call + " was called " + times + " times", SOON, () -> database.count(call) >= times);
    }

    /** Lets time pass, after the pool has read what it was told. */
    public void passes(Duration duration) {
        status();
        now.addAndGet(duration.toNanos());
        time.timePasses(duration);
    }

    /** Time passes until something holds: manual time may pass while an actor that set a clock a moment ago still sees the time before. */
    void passesUntil(String what, Duration step, Predicate<PoolStatus> holds) {
        Eventually.holds(what, SOON, () -> {
            passes(step);
            return holds.test(status());
        });
    }

    /** Checks that nothing is out, nobody waits, and that every place can be used. */
    public void isBalanced() {
        status(
                "nothing is lent, opening or closing",
                status -> status.checkedOut() == 0
                        && status.opening() == 0
                        && status.closing() == 0
                        && status.waiting() == 0);
        int places = options.poolSize() + Math.max(0, options.maxOverflow());
        List<Promise<Lease>> all = java.util.stream.IntStream.range(0, places)
                .mapToObj(place -> acquire())
                .toList();
        all.forEach(promise -> giveBack(await(promise)));
        assertThat(status("all came back", status -> status.checkedOut() == 0).checkedIn())
                .isLessThanOrEqualTo(options.poolSize());
    }

    /** {@return what a promise gives} */
    public static <T> T await(CompletableFuture<T> promise) {
        assertThat(promise).succeedsWithin(SOON);
        return promise.join();
    }

    /** {@return what a promise fails with} */
    public static Throwable failure(CompletableFuture<?> promise) {
        Eventually.holds("an answer came", SOON, promise::isDone);
        assertThat(promise).isCompletedExceptionally();
        return promise.handle((value, failure) -> failure).join();
    }
}
