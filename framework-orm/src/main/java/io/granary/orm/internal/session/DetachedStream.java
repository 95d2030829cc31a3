package io.granary.orm.internal.session;

import io.granary.engine.AsyncEngine;
import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import io.granary.engine.RowStream;
import io.granary.error.InvalidRequestException;
import io.granary.orm.Mappings;
import io.granary.orm.internal.identity.IdentityMap;
import io.granary.orm.internal.load.Criteria;
import io.granary.orm.internal.load.EntityLoader;
import io.granary.orm.internal.load.FoundObjects;
import io.granary.orm.internal.load.Overwriting;
import io.granary.orm.internal.load.RelatedObjects;
import io.granary.orm.internal.load.SelectPlan;
import io.granary.orm.internal.load.SelectPlanner;
import io.granary.sql.Executable;
import io.granary.stream.internal.Failures;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.reactivestreams.Subscriber;

/**
 * The rows of a query with objects in them that no session keeps: each chunk is forgotten when it is given. What its options load behind it is
 * loaded chunk by chunk, on another connection than the one that the rows come from.
 */
public final class DetachedStream implements RowStream {

    private final AsyncEngine engine;
    private final Executable statement;
    private final Map<String, ?> parameters;
    private final Optional<SelectPlan> plan;
    private final Mappings mappings;
    private final Supplier<Opened> sessions;

    /**
     * A session of the stream's own.
     *
     * @param asking how it is asked
     * @param close ends it
     */
    public record Opened(ObjectStream.Asking asking, Runnable close) {}

    /**
     * Rows that nobody has asked for yet.
     *
     * @param engine gives the connection that they come from
     * @param mappings the classes that are known
     * @param statement what to run, when somebody subscribes
     * @param parameters values by name
     * @param criteria what rows have to satisfy
     * @param sessions opens a session, where there is more to load behind the rows
     * @throws InvalidRequestException when an option of the query joins a collection, whose rows may be in two chunks
     */
    public DetachedStream(
            AsyncEngine engine,
            Mappings mappings,
            Executable statement,
            Map<String, ?> parameters,
            Criteria criteria,
            Supplier<Opened> sessions) {
        this.engine = engine;
        this.mappings = mappings;
        this.statement = criteria.with(Criteria.options(statement)).restrict(statement);
        this.parameters = parameters;
        this.sessions = sessions;
        this.plan = SelectPlanner.plan(mappings, statement, criteria);
        if (plan.filter(SelectPlan::isRepeating).isPresent()) {
            throw InvalidRequestException.of(
                    "A stream gives each object with its row, and an option of the query, or @LoadedBy, joins a collection, of which an object has many rows.",
                    "Load collections by selectInLoad, which is done for each chunk of rows.");
        }
    }

    @Override
    public RowKeys declaredKeys() {
        return plan.map(SelectPlan::keys).orElseGet(RowKeys::unknown);
    }

    @Override
    public void subscribe(Subscriber<? super RowChunk> subscriber) {
        Source<RowChunk, NotUsed> rows = Source.fromPublisher(
                engine.stream(plan.map(SelectPlan::statement).orElse(statement), parameters));
        plan.map(known -> known.loadsMore() ? loaded(known, rows) : rows.map(chunk -> made(known, chunk)))
                .orElse(rows)
                .runWith(
                        Sink.<RowChunk>asPublisher(AsPublisher.WITHOUT_FANOUT)
                                .addAttributes(Attributes.inputBuffer(1, 1)),
                        engine.system())
                .subscribe(subscriber);
    }

    private RowChunk made(SelectPlan known, RowChunk chunk) {
        IdentityMap identities = new IdentityMap();
        FoundObjects found =
                new FoundObjects(new EntityLoader(identities), new RelatedObjects(mappings), Overwriting.none());
        return known.load(chunk, found);
    }

    private Source<RowChunk, NotUsed> loaded(SelectPlan known, Source<RowChunk, NotUsed> rows) {
        Opened session = sessions.get();
        return rows.mapAsync(1, chunk -> session.asking().perform(work -> work.detached(known, chunk, parameters)))
                .mapError(Throwable.class, Failures::unwrapped)
                .watchTermination(Keep.right())
                .mapMaterializedValue(ended -> {
                    ended.whenComplete((done, failure) -> session.close().run());
                    return NotUsed.getInstance();
                });
    }
}
