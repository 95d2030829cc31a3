package io.granary.orm.internal.flush;

import io.granary.dialect.Dialect;
import io.granary.orm.internal.identity.IdentityMap;
import io.granary.orm.internal.turn.Turn;
import io.granary.orm.mapping.EntityMapping;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Writes the steps of a flush, one after the other. Everything but the waiting happens in the turn of the session's actor. */
public final class FlushExecution {

    private final Terms terms;

    /**
     * What the steps of a flush need.
     *
     * @param planner knows row images
     * @param identities the objects of the session
     * @param dialect which database
     * @param runner where statements go
     * @param turn runs what is given to it in the turn of the session's actor
     * @param clock gives versions that are times
     * @param log is told what was written
     */
    public record Terms(
            FlushPlanner planner,
            IdentityMap identities,
            Dialect dialect,
            StatementRunner runner,
            Turn turn,
            Clock clock,
            FlushLog log) {}

    /**
     * Makes one.
     *
     * @param terms what the steps need
     */
    public FlushExecution(Terms terms) {
        this.terms = terms;
    }

    /**
     * Writes the steps.
     *
     * @param steps as they were planned
     * @return completes in the session's turn when all is written; fails with the first failure, and then nothing further is written
     */
    public CompletionStage<Done> run(List<FlushStep> steps) {
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (FlushStep step : steps) {
            all = terms.turn().then(all, done -> run(step));
        }
        return all;
    }

    private CompletionStage<Done> run(FlushStep step) {
        if (step instanceof FlushStep.Inserts inserts) {
            return new InsertStatements(terms, inserts.mapping()).write(inserts.states());
        }
        if (step instanceof FlushStep.Updates updates && isJoined(updates.mapping())) {
            return new JoinedUpdates(terms, updates.mapping()).write(updates.changes());
        }
        if (step instanceof FlushStep.Releases releases && isJoined(releases.mapping())) {
            return new JoinedUpdates(terms, releases.mapping()).release(releases.changes());
        }
        if (step instanceof FlushStep.Updates updates) {
            return new UpdateStatements(terms, updates.mapping()).write(updates.changes());
        }
        if (step instanceof FlushStep.Releases releases) {
            return new UpdateStatements(terms, releases.mapping()).release(releases.changes());
        }
        if (step instanceof FlushStep.Deletes deletes) {
            return new DeleteStatements(terms, deletes.mapping()).write(deletes.states());
        }
        if (step instanceof FlushStep.Members members) {
            return new MemberStatements(terms, members).write();
        }
        if (step instanceof FlushStep.Links links) {
            return new JoinRowStatements(terms, links.table()).link(links.links());
        }
        FlushStep.Unlinks unlinks = (FlushStep.Unlinks) step;
        return new JoinRowStatements(terms, unlinks.table()).unlink(unlinks.links());
    }

    private static boolean isJoined(EntityMapping<?> mapping) {
        return mapping.storedIn().size() > 1;
    }
}
