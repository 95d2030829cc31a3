package io.granary.orm.internal.loader;

import static java.util.Objects.requireNonNull;

import io.granary.engine.AsyncEngine;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.engine.internal.Promise;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.PoolBusyException;
import io.granary.error.ResourceClosedException;
import io.granary.orm.LoaderSettings;
import io.granary.orm.Mappings;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.load.Criteria;
import io.granary.orm.internal.load.KeyLists;
import io.granary.orm.internal.load.LoadPlan;
import io.granary.orm.internal.load.RelationshipQuery;
import io.granary.orm.mapping.EntityMapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Asks for keys of one class, as many together as came while the statements before ran.
 *
 * <pre>
 * open     asks as soon as it may
 * closing  answers what waits, and refuses all else, for good: who has its ref may ask it as long as the program runs
 * </pre>
 */
public final class LoaderActor {

    private final ActorContext<Command> context;
    private final AsyncEngine engine;
    private final Mappings mappings;
    private final LoadPlan plan;
    private final Criteria criteria;
    private final LoaderGate gate;
    private final WaitingKeys waiting;
    private final Set<Batch> running = new HashSet<>();
    private final List<Promise<Done>> closers = new ArrayList<>();

    /** What is said to it. */
    public sealed interface Command {}

    /**
     * Gets an object.
     *
     * @param key its key
     * @param promise where it goes
     */
    public record Get(EntityKey key, Promise<Optional<Object>> promise) implements Command {}

    /**
     * Takes no more.
     *
     * @param promise completes when all that waits is answered
     */
    public record Close(Promise<Done> promise) implements Command {}

    private record Found(Batch batch, RelationshipQuery query, Result result) implements Command {}

    private record Failed(Batch batch, Throwable failure) implements Command {}

    private LoaderActor(
            ActorContext<Command> context,
            AsyncEngine engine,
            Mappings mappings,
            EntityMapping<?> mapping,
            LoaderSettings settings,
            Criteria criteria,
            LoaderGate gate) {
        this.context = context;
        this.engine = engine;
        this.mappings = mappings;
        this.plan = LoadPlan.none(mapping);
        this.criteria = criteria;
        this.gate = gate;
        this.waiting = new WaitingKeys(settings);
    }

    /**
     * {@return an actor that nobody has asked yet}
     *
     * @param engine runs the statements
     * @param mappings the classes that are known
     * @param mapping the class of the objects
     * @param settings how it works
     * @param criteria what rows have to satisfy
     * @param gate what it is asked through
     */
    public static Behavior<Command> create(
            AsyncEngine engine,
            Mappings mappings,
            EntityMapping<?> mapping,
            LoaderSettings settings,
            Criteria criteria,
            LoaderGate gate) {
        Behavior<Command> open = Behaviors.setup(
                context -> new LoaderActor(context, engine, mappings, mapping, settings, criteria, gate).open());
        return Behaviors.supervise(open).onFailure(SupervisorStrategy.restart());
    }

    private Behavior<Command> open() {
        return Behaviors.receive(Command.class)
                .onMessage(Get.class, this::onGet)
                .onMessage(Found.class, this::onFound)
                .onMessage(Failed.class, this::onFailed)
                .onMessage(Close.class, this::onClose)
                .onSignal(PreRestart.class, this::onLeft)
                .onSignal(PostStop.class, this::onStopped)
                .build();
    }

    private Behavior<Command> closing() {
        return Behaviors.receive(Command.class)
                .onMessage(Get.class, this::onLateGet)
                .onMessage(Found.class, this::onFound)
                .onMessage(Failed.class, this::onFailed)
                .onMessage(Close.class, this::onClose)
                .onSignal(PreRestart.class, this::onLeft)
                .onSignal(PostStop.class, this::onStopped)
                .build();
    }

    private Behavior<Command> onGet(Get get) {
        if (waiting.add(get.key(), get.promise())) {
            ask();
        } else {
            get.promise()
                    .fail(PoolBusyException.of(
                            waiting.size() + " keys of " + plan.mapping() + " wait for the loader, and no more may.",
                            "Ask again later, or let more wait: LoaderSettings.withWaiting."));
        }
        return Behaviors.same();
    }

    private void ask() {
        for (Optional<Batch> next = waiting.next(); next.isPresent(); next = waiting.next()) {
            ask(next.orElseThrow());
        }
    }

    private void ask(Batch batch) {
        running.add(batch);
        RelationshipQuery query =
                RelationshipQuery.ofKeys(mappings, plan, batch.keys(), KeyLists.of(engine.dialect()), criteria);
        CompletionStage<Result> asked = engine.execute(query.select());
        context.pipeToSelf(asked, (result, failure) -> ended(batch, query, result, failure));
    }

    private static Command ended(
            Batch batch, RelationshipQuery query, @Nullable Result result, @Nullable Throwable failure) {
        return result != null
                ? new Found(batch, query, result)
                : new Failed(batch, requireNonNull(failure, "a result or a failure"));
    }

    private Behavior<Command> onFound(Found found) {
        for (Row row : found.result()) {
            found.query()
                    .key(row)
                    .ifPresent(
                            key -> found.batch().give(key, () -> found.query().alone(row)));
        }
        found.batch().giveNothing();
        return goOn(found.batch());
    }

    private Behavior<Command> onFailed(Failed failed) {
        failed.batch().fail(failed.failure());
        return goOn(failed.batch());
    }

    private Behavior<Command> goOn(Batch ended) {
        if (!running.remove(ended)) {
            // Of one who failed and began anew.
            return Behaviors.same();
        }
        waiting.ended();
        ask();
        answerClosersAtRest();
        return Behaviors.same();
    }

    // ---- the end

    private Behavior<Command> onClose(Close close) {
        closers.add(close.promise());
        answerClosersAtRest();
        return closing();
    }

    private Behavior<Command> onLateGet(Get get) {
        get.promise().fail(closed());
        return Behaviors.same();
    }

    private void answerClosersAtRest() {
        if (waiting.isAtRest()) {
            closers.forEach(closer -> closer.succeed(Done.getInstance()));
            closers.clear();
        }
    }

    /** The actor system ends, or this one failed. */
    private Behavior<Command> onLeft(Signal signal) {
        waiting.takeAll().forEach(promise -> promise.fail(closed()));
        running.forEach(batch -> batch.fail(closed()));
        closers.forEach(closer -> closer.succeed(Done.getInstance()));
        return Behaviors.same();
    }

    private Behavior<Command> onStopped(PostStop signal) {
        gate.shut();
        return onLeft(signal);
    }

    private ResourceClosedException closed() {
        return closed(plan.mapping());
    }

    /**
     * {@return what whoever asks a loader that is closed fails with}
     *
     * @param mapping the class of its objects
     */
    public static ResourceClosedException closed(EntityMapping<?> mapping) {
        return new ResourceClosedException(
                ErrorReport.of(ErrorCode.RESOURCE_CLOSED, "The loader of " + mapping + " is closed.")
                        .hint("make another one"));
    }
}
