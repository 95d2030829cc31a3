package io.granary.testkit;

import static java.util.Objects.requireNonNull;

import io.granary.engine.Result;
import io.granary.engine.ResultData;
import io.granary.engine.RowKeys;
import io.granary.error.GranaryException;
import io.granary.orm.SessionProtocol.Command;
import io.granary.orm.SessionProtocol.Execute;
import io.granary.orm.SessionProtocol.Load;
import io.granary.testkit.fixtures.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.pekko.actor.typed.Behavior;
import org.jspecify.annotations.Nullable;

/**
 * Plays a session for an actor under test that speaks {@link io.granary.orm.SessionProtocol}, without a database: notes what it is told, and answers each command
 * once, in order, as a session does.
 *
 * <p>It has the objects that it was given ({@link #having}), and not those that were deleted, unless that is rolled back. What statements and relationships give
 * it is told; where it was not, the command fails. After a flush or a commit that failed, everything but a rollback fails, as in a session. It
 * compares no objects, cascades nothing, gives no keys and finds nothing that was added: what depends on that needs a database, and in memory that costs
 * little. Time does not pass in it: what has one by {@code Within} is answered before.
 *
 * <p>One probe is one session; told what to do from the test's thread, asked by whoever has its behavior. Thread-safe.
 */
public final class SessionProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final SessionScript script = new SessionScript();
    private final List<Command> received = new CopyOnWriteArrayList<>();

    private SessionProbe() {}

    /** {@return one that has nothing and knows no answers but the simple ones} */
    public static SessionProbe create() {
        return new SessionProbe();
    }

    /**
     * {@return the behavior of the session: for {@code kit.spawn}, or for an actor that spawns it as its child} It stops when it is closed.
     */
    public Behavior<Command> behavior() {
        return PlayedSession.create(script, received::add);
    }

    // ---- what it plays

    /**
     * {@return this, with an object that has a row}
     *
     * @param id the key that it is got by
     * @param object the object
     */
    public SessionProbe having(Object id, Object object) {
        script.have(requireNonNull(id, "id"), requireNonNull(object, "object"));
        return this;
    }

    /**
     * {@return this, answering statements so}
     *
     * @param answer gives what a statement gives; {@link #rows} makes results. What it throws fails the statement
     */
    public SessionProbe executing(Function<Execute, Result> answer) {
        script.execute(requireNonNull(answer, "answer"));
        return this;
    }

    /**
     * {@return this, answering what relationships have so}
     *
     * @param answer gives what an object has at a relationship; empty for nothing
     */
    public SessionProbe loading(Function<Load, Optional<?>> answer) {
        script.load(requireNonNull(answer, "answer"));
        return this;
    }

    /**
     * {@return this, failing the next command of a kind, behind those that it already fails}
     *
     * @param kind which
     * @param failure with what; what a failed flush or commit does to a session, it does
     */
    public SessionProbe failingNext(Class<? extends Command> kind, GranaryException failure) {
        script.fail(requireNonNull(kind, "kind"), requireNonNull(failure, "failure"));
        return this;
    }

    /**
     * {@return a result, for {@link #executing}}
     *
     * @param columns the names of its columns
     * @param rows its rows, a value for each column
     */
    public static Result rows(List<String> columns, List<@Nullable Object[]> rows) {
        return Result.of(ResultData.ofRows(RowKeys.of(columns), rows));
    }

    /**
     * {@return a result of one column, as a query for objects has it}
     *
     * @param values its rows
     */
    public static Result objects(Object... values) {
        return rows(
                List.of("object"),
                List.of(values).stream()
                        .map(value -> new @Nullable Object[] {value})
                        .toList());
    }

    // ---- what it was told

    /** {@return all commands so far, in order} */
    public List<Command> received() {
        return List.copyOf(received);
    }

    /**
     * {@return the commands of a kind so far, in order, also those that {@code Within} or {@code NoAutoflush} is around}
     *
     * @param <C> the kind
     * @param kind the kind
     */
    public <C extends Command> List<C> received(Class<C> kind) {
        return received.stream()
                .map(command -> kind.isInstance(command) ? command : command.unwrapped())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /**
     * {@return the commands of a kind, as soon as there are so many}
     *
     * @param <C> the kind
     * @param kind the kind
     * @param count how many
     * @throws AssertionError if there are not so many within three seconds
     */
    public <C extends Command> List<C> await(Class<C> kind, int count) {
        return Eventually.gives(
                "the session is told " + count + " times to " + kind.getSimpleName(),
                PATIENCE,
                () -> received(kind),
                commands -> commands.size() >= count);
    }
}
