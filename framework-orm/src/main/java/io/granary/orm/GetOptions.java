package io.granary.orm;

import io.granary.sql.LockClause;
import java.util.Optional;

/**
 * How an object is got. Immutable.
 *
 * @param lock how its row is locked; empty for not at all. A lock always asks the database
 * @param populateExisting whether an object that is in the session already gets all values of its row, whatever it has
 */
public record GetOptions(Optional<LockClause> lock, boolean populateExisting) {

    private static final GetOptions NONE = new GetOptions(Optional.empty(), false);

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
        return new GetOptions(Optional.of(clause), populateExisting);
    }

    /**
     * {@return this with another choice}
     *
     * @param populate whether an object that is in the session gets all values of its row
     */
    public GetOptions withPopulateExisting(boolean populate) {
        return new GetOptions(lock, populate);
    }
}
