package io.granary.driver.r2dbc;

import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.RowReceiver;

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
}
