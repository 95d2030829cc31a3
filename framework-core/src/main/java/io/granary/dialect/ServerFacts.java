package io.granary.dialect;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What the first connection learned of its server.
 *
 * @param product its name, such as {@code MariaDB}
 * @param version its version, in its own words
 * @param defaultSchema the schema that unqualified names mean
 * @param isolation the isolation level of a transaction that does not ask for one, as SQL writes it
 * @param session what the dialect remembers of the session as it was after login, in its own words; empty where it need not
 */
public record ServerFacts(
        String product,
        String version,
        Optional<String> defaultSchema,
        Optional<String> isolation,
        Optional<String> session) {

    /** Checks what has to be there. */
    public ServerFacts {
        requireNonNull(product, "product");
        requireNonNull(version, "version");
    }
}
