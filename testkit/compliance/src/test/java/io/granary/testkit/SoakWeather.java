package io.granary.testkit;

import io.granary.testkit.fixtures.ServerCounts;
import io.granary.testkit.fixtures.TestDatabase;
import io.granary.testkit.fixtures.ToxicProxy;
import io.granary.testkit.fixtures.ToxicProxy.Cut;
import io.granary.testkit.fixtures.ToxicProxy.Way;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A network that misbehaves at random, and a server whose sessions are killed: a fault, a while of quiet, the next one. */
final class SoakWeather implements AutoCloseable {

    private static final int LONGEST_FAULT_MILLIS = 1500;
    private static final int LONGEST_QUIET_MILLIS = 2500;

    private static final List<Cut> CUTS = List.of(Cut.values());

    private static final List<Cut> RESETS = List.of(Cut.FORWARD_THEN_RESET, Cut.RESET_BEFORE);

    private final ToxicProxy proxy;
    private final TestDatabase database;
    private final Random random;
    private final String written;
    private final boolean silent;
    private final AtomicInteger faults = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private SoakWeather(ToxicProxy proxy, TestDatabase database, long seed, String written, boolean silent) {
        this.proxy = proxy;
        this.database = database;
        this.random = new Random(seed);
        this.written = written;
        this.silent = silent;
    }

    /** With silence, delays and half-closed links too, which only deadlines end; work is known by what it writes. */
    static SoakWeather ofAll(ToxicProxy proxy, TestDatabase database, long seed, String written) {
        return new SoakWeather(proxy, database, seed, written, true);
    }

    /** With cut links and killed connections only, of which both ends are told. */
    static SoakWeather ofCuts(ToxicProxy proxy, TestDatabase database, long seed, String written) {
        return new SoakWeather(proxy, database, seed, written, false);
    }

    void begin() {
        var unused = clock.schedule(this::fault, random.nextInt(LONGEST_QUIET_MILLIS), TimeUnit.MILLISECONDS);
    }

    private void fault() {
        try {
            faults.incrementAndGet();
            if (silent) {
                misbehave();
            } else {
                cut();
            }
        } finally {
            var unused = clock.schedule(this::heal, 1L + random.nextInt(LONGEST_FAULT_MILLIS), TimeUnit.MILLISECONDS);
        }
    }

    private void cut() {
        switch (random.nextInt(6)) {
            case 0 -> proxy.resetAll();
            case 1 -> ServerCounts.killConnections(database);
            case 2, 3 -> proxy.cutWhen(Way.UP, "COMMIT", RESETS.get(random.nextInt(RESETS.size())));
            default -> proxy.cutWhen(Way.UP, written, RESETS.get(random.nextInt(RESETS.size())));
        }
    }

    private void misbehave() {
        switch (random.nextInt(10)) {
            case 0 -> proxy.resetAll();
            case 1 -> proxy.blackHole(Way.DOWN);
            case 2 -> proxy.blackHole(Way.UP);
            case 3 -> proxy.latency(Way.DOWN, Duration.ofMillis(20L + random.nextInt(200)));
            case 4 -> proxy.acceptOnly(true);
            case 5 -> proxy.halfClose(Way.DOWN);
            case 6, 7 -> proxy.cutWhen(Way.UP, "COMMIT", anyCut());
            case 8 -> proxy.cutWhen(Way.UP, written, anyCut());
            default -> ServerCounts.killConnections(database);
        }
    }

    private Cut anyCut() {
        return CUTS.get(random.nextInt(CUTS.size()));
    }

    private void heal() {
        // What was swallowed meanwhile stays lost, so that links whose user waits for it stay silent.
        proxy.heal();
        begin();
    }

    @Override
    public String toString() {
        return faults + " faults of which " + proxy.cuts() + " met a COMMIT or an INSERT";
    }

    /** Fair from now on, after a last reset of every link. */
    @Override
    public void close() {
        clock.shutdownNow();
        proxy.heal();
        // A server whose client's end was swallowed cannot know that nobody is there; the network tells everybody now.
        proxy.resetAll();
    }
}
