package io.granary.orm;

import io.granary.sql.LockClause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an object is got. Immutable.
 *
 * @param lock how its row is locked; empty for not at all. A lock always asks the database
 * @param populateExisting whether an object that is in the session already gets all values of its row, whatever it has
 * @param loads what is loaded with it; see {@link Load}
 */
public record GetOptions(Optional<LockClause> lock, boolean populateExisting, List<LoaderOption> loads) {

    private static final GetOptions NONE = new GetOptions(Optional.empty(), false, List.of());

    /** Copies the list. */
    public GetOptions {
        loads = List.copyOf(loads);
    }

    /** {@return the defaults: an object that is in the session and not expired is taken as it is} */
    public static GetOptions none() {
        return NONE;
    }

    /** {@return this with the row locked for change; see {@code SELECT … FOR UPDATE}} */
    public GetOptions withForUpdate() {
        return withLock(LockClause.UPDATE);
    }

    /**
     * {@return this with the row locked}
     *
     * @param clause how
     */
    public GetOptions withLock(LockClause clause) {
        return new GetOptions(Optional.of(clause), populateExisting, loads);
    }

    /**
     * {@return this with another choice}
     *
     * @param populate whether an object that is in the session gets all values of its row
     */
    public GetOptions withPopulateExisting(boolean populate) {
        return new GetOptions(lock, populate, loads);
    }

    /**
     * {@return this with more loaded, each relationship by a query of its own, whatever the strategy. The object itself is read whole, and conditions hold for it as for what
     * is loaded with it}
     *
     * @param options what, besides what was said before
     */
    public GetOptions withLoad(LoaderOption... options) {
        List<LoaderOption> all = new ArrayList<>(loads);
        all.addAll(List.of(options));
        return new GetOptions(lock, populateExisting, all);
    }
}
