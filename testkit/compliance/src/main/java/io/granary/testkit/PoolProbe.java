package io.granary.testkit;

import static java.util.Objects.requireNonNull;

import io.granary.engine.AsyncEngine;
import io.granary.engine.Holder;
import io.granary.engine.PoolStatus;
import io.granary.engine.Waiting;
import io.granary.testkit.fixtures.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at an engine's pool, and waits for what it is to come to. What it says when it waited in vain names who holds and who waits: an actor by
 * its path, other code by the line that asked.
 *
 * <p>Blocks, as tests do; not for actors. Thread-safe.
 */
public final class PoolProbe {

    private final AsyncEngine engine;

    private PoolProbe(AsyncEngine engine) {
        this.engine = engine;
    }

    /**
     * {@return a look at the pool of an engine}
     *
     * @param engine one that is open
     */
    public static PoolProbe of(AsyncEngine engine) {
        return new PoolProbe(requireNonNull(engine, "engine"));
    }

    /** {@return the numbers of the moment} */
    public PoolStatus status() {
        return Await.value(engine.pool().status());
    }

    /** {@return who holds which connection, the oldest loan first} */
    public List<Holder> holders() {
        return Await.value(engine.pool().holders());
    }

    /** {@return who waits for a connection, in the order in which they will be served} */
    public List<Waiting> waiters() {
        return Await.value(engine.pool().waiters());
    }

    /**
     * Waits until the pool is as it should be.
     *
     * @param fact that, as the end of a sentence: "two wait"
     * @param limit how long at most
     * @param accepted whether the numbers are so
     * @return the numbers
     * @throws AssertionError with the numbers, who holds and who waits, if they were not so at any look
     */
    public PoolStatus await(String fact, Duration limit, Predicate<PoolStatus> accepted) {
        try {
            return Eventually.gives("the pool \"" + engine.name() + "\": " + fact, limit, this::status, accepted);
        } catch (AssertionError vain) {
            throw new AssertionError(vain.getMessage() + "\n" + users(), vain);
        }
    }

    /**
     * Waits until so many wait for a connection.
     *
     * @param count how many
     */
    public void awaitWaiting(int count) {
        await(count + " wait", Await.PATIENCE, status -> status.waiting() == count);
    }

    /**
     * Waits until so many connections are lent.
     *
     * @param count how many
     */
    public void awaitCheckedOut(int count) {
        await(count + " are lent", Await.PATIENCE, status -> status.checkedOut() == count);
    }

    /**
     * Waits until no connection is lent, nobody waits, and none is being opened or closed.
     *
     * @param limit how long what is on its way may take
     * @return the numbers then
     * @throws AssertionError naming every holder and everybody who waits, if somebody still does
     */
    public PoolStatus awaitRest(Duration limit) {
        return await("it is at rest", limit, PoolProbe::isAtRest);
    }

    private static boolean isAtRest(PoolStatus status) {
        return status.checkedOut() == 0 && status.waiting() == 0 && status.opening() == 0 && status.closing() == 0;
    }

    /** {@return everybody who holds a connection or waits for one, a line for each, in words} */
    public String users() {
        List<String> lines = Stream.concat(
                        holders().stream().map(PoolProbe::line),
                        waiters().stream().map(PoolProbe::line))
                .toList();
        return lines.isEmpty()
                ? "Nobody holds a lease, and nobody waits."
                : lines.stream().collect(Collectors.joining("\n", "Leases that are out, and who waits:\n", ""));
    }

    private static String line(Holder holder) {
        return "  lease " + holder.lease() + " on connection " + holder.connection() + ", for " + holder.held()
                + ", by " + holder.owner();
    }

    private static String line(Waiting waiting) {
        return "  waiting for " + waiting.waited() + ", " + waiting.owner();
    }
}
