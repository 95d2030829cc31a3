package io.granary.driver.r2dbc;

import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.RowReceiver;
import io.granary.driver.TransactionMode;

/** How statements of one connection go to its server, and what they give comes back. */
interface StatementPath {

    /**
     * Starts a statement, as {@link io.granary.driver.DriverConnection#execute} has it. Of a driver that refuses what it is given, or throws, the receiver hears.
     *
     * @param statement what to run
     * @param receiver gets what it gives
     * @return how to ask for more
     */
    DriverExecution execute(DriverStatement statement, RowReceiver receiver);

    /** Whether some statements can begin their transaction. */
    default boolean beginsTransactions() {
        return false;
    }

    /** Whether a statement can begin its transaction, as {@link io.granary.driver.DriverConnection#beginsWith} has it. */
    default boolean beginsWith(DriverStatement statement) {
        return false;
    }

    /** Starts a statement that begins its transaction, as {@link io.granary.driver.DriverConnection#executeFirst} has it. */
    default DriverExecution executeFirst(TransactionMode mode, DriverStatement statement, RowReceiver receiver) {
        throw new UnsupportedOperationException("transactions are begun by themselves here");
    }
}
