package io.granary.driver;

import java.util.Optional;

/**
 * How a transaction runs. What is empty is the server's default.
 *
 * @param isolation the isolation level as SQL writes it, for example {@code REPEATABLE READ}
 * @param readOnly whether writing is refused
 */
public record TransactionMode(Optional<String> isolation, Optional<Boolean> readOnly) {

    /** The server's defaults. */
    public static final TransactionMode DEFAULT = new TransactionMode(Optional.empty(), Optional.empty());
}
