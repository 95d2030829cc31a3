package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.PoolStatus;
import io.granary.error.CommitOutcomeUnknownException;
import io.granary.error.DisconnectedException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.GetOptions;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.fixtures.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;

/**
 * Many sessions at once, on few connections, that move one from a note to another and write down that they did; some throw in between,
 * some are given up, some change rows that others change, and some lose their links where the engine's way to the database is such. What
 * is written down happened once, what is not did not happen, and nothing is lost or made on the way.
 */
public final class SessionStorm {

    /** What the names of all that is written down begin with, for those who wait for it on the way. */
    public static final String NAMED = "storm ";

    private static final int NOTES = 50;
    private static final int EACH = 1_000;

    private final Bench bench;
    private final AsyncEngine engine;
    private final AsyncSessionMaker sessions;
    private final long seed;
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger moving = new AtomicInteger();
    private final Set<String> committed = ConcurrentHashMap.newKeySet();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

    /**
     * Prepares a storm.
     *
     * @param bench where
     * @param engine what it works on, of {@link #options}; its way to the database may be one that fails
     * @param seed decides all chances but the machine's
     */
    public SessionStorm(Bench bench, AsyncEngine engine, long seed) {
        this.bench = bench;
        this.seed = seed;
        this.engine = engine;
        this.sessions = AsyncSessionMaker.of(engine, OnSessions.MAPPINGS);
        List<Note> notes = new ArrayList<>();
        for (int i = 0; i < NOTES; i++) {
            notes.add(new Note(i, String.valueOf(EACH)));
        }
        OnSessions.stored(bench, notes.toArray());
    }

    /**
     * {@return options for it: few connections, and patience}
     *
     * @param bench where
     */
    public static EngineOptions options(Bench bench) {
        return bench.options().withPoolSize(10).withMaxOverflow(0).withPoolTimeout(Duration.ofMinutes(5));
    }

    /**
     * Lets it rage until all its sessions have ended, those that were given up too.
     *
     * @param lanes how many sessions there are at any time
     * @param time how long new ones begin
     */
    public void rage(int lanes, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        List<CompletableFuture<Done>> all = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            all.add(lane(lane, 0, new Random(seed + lane), end).toCompletableFuture());
        }
        CompletableFuture<Void> over = CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
        over.orTimeout(time.plus(Await.PATIENCE.multipliedBy(4)).toMillis(), TimeUnit.MILLISECONDS)
                .join();
        // Giving up stops nothing that has begun: the transaction may still be on its way to its end.
        Eventually.holds("the storm is over", Await.PATIENCE, this::isOver);
    }

    private boolean isOver() {
        PoolStatus pool = Await.value(engine.pool().status());
        return moving.get() == 0 && pool.checkedOut() == 0 && pool.waiting() == 0;
    }

    /** {@return how many sessions lost the link to their database} */
    public int lost() {
        return lost.get();
    }

    private CompletionStage<Done> lane(int lane, int round, Random random, long end) {
        if (System.nanoTime() - end > 0) {
            return OnSessions.DONE;
        }
        String name = NAMED + lane + "/" + round;
        CompletableFuture<Done> whole = move(name, random).toCompletableFuture();
        if (random.nextInt(10) == 0) {
            CompletableFuture<Done> unused = whole.orTimeout(random.nextInt(20), TimeUnit.MILLISECONDS);
        }
        return whole.handle((done, failure) -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause instanceof CommitOutcomeUnknownException || cause instanceof DisconnectedException) {
                        lost.incrementAndGet();
                    }
                    if (cause == null) {
                        committed.add(name);
                    } else if (cause instanceof CommitOutcomeUnknownException || cause instanceof TimeoutException) {
                        unknown.add(name);
                    }
                    return Done.getInstance();
                })
                .thenComposeAsync(
                        done -> lane(lane, round + 1, random, end),
                        engine.system().executionContext());
    }

    /** Moves one between two notes, and writes that down, unless something comes between. */
    private CompletionStage<Done> move(String name, Random random) {
        int low = random.nextInt(NOTES - 1);
        int high = low + 1 + random.nextInt(NOTES - low - 1);
        boolean locks = random.nextInt(3) > 0;
        int chance = random.nextInt(8);
        GetOptions options = locks ? GetOptions.none().withForUpdate() : GetOptions.none();
        return sessions.begin(session -> {
            moving.incrementAndGet();
            return session.get(Note.class, low, options)
                    .thenCompose(from -> session.get(Note.class, high, options)
                            .thenCompose(to -> moved(session, from.orElseThrow(), to.orElseThrow(), name, chance)))
                    .whenComplete((done, failure) -> moving.decrementAndGet());
        });
    }

    private static CompletionStage<Done> moved(AsyncSession session, Note from, Note to, String name, int chance) {
        from.text = plus(from, -1);
        to.text = plus(to, 1);
        session.add(new User(name));
        if (chance == 0) {
            return CompletableFuture.failedFuture(new IllegalStateException("before anything was written"));
        }
        if (chance == 1) {
            return session.flush()
                    .thenCompose(
                            done -> CompletableFuture.failedFuture(new IllegalStateException("after it was written")));
        }
        return chance == 2 ? session.flush() : OnSessions.DONE;
    }

    private static String plus(Note note, int change) {
        return String.valueOf(Integer.parseInt(Objects.requireNonNull(note.text)) + change);
    }

    /** Looks at what is left: all that was committed, once, and nothing else but what is in doubt. */
    public void look() {
        List<Note> notes = OnSessions.session(
                bench,
                session -> session.scalars(select(OnSessions.NOTES))
                        .thenApply(found -> found.fetchAll().stream()
                                .map(Objects::requireNonNull)
                                .toList()));
        int sum = notes.stream()
                .mapToInt(note -> Integer.parseInt(Objects.requireNonNull(note.text)))
                .sum();
        assertThat(sum).as("seed %d", seed).isEqualTo(NOTES * EACH);
        Set<String> written = new HashSet<>();
        for (Object name : bench.sql().column("select name from orm_users")) {
            assertThat(written.add(String.valueOf(name)))
                    .as("seed %d: %s twice", seed, name)
                    .isTrue();
        }
        assertThat(written).as("seed %d", seed).containsAll(committed);
        Set<String> unexpected = new HashSet<>(written);
        unexpected.removeAll(committed);
        unexpected.removeAll(unknown);
        assertThat(unexpected)
                .as("seed %d: neither committed nor in doubt", seed)
                .isEmpty();
        assertThat(committed).as("it was no storm").isNotEmpty();
        // Each change of a note counts its version up: two for each that was written down.
        int changes = notes.stream().mapToInt(note -> note.version - 1).sum();
        assertThat(changes).as("seed %d", seed).isEqualTo(2 * written.size());
    }

    /** {@return how it went} */
    @Override
    public String toString() {
        return "seed " + seed + ": " + committed.size() + " committed, " + unknown.size() + " in doubt, " + lost
                + " lost their links";
    }
}
