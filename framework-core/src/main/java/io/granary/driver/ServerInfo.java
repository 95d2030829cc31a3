package io.granary.driver;

import static java.util.Objects.requireNonNull;

/**
 * What a server says of itself.
 *
 * @param product its name, such as {@code PostgreSQL} or {@code MariaDB}
 * @param version its version, in its own words
 */
public record ServerInfo(String product, String version) {

    /** Checks both. */
    public ServerInfo {
        requireNonNull(product, "product");
        requireNonNull(version, "version");
    }
}
