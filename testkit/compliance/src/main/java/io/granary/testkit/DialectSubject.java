package io.granary.testkit;

import io.granary.testkit.fixtures.ForeignServer;

/**
 * What the suites are told about a dialect that is not Granary's: where its database is, and what it claims.
 *
 * <p>A test class names it by {@link io.granary.testkit.fixtures.ForeignDatabase}, and implements the suites. A server that is no {@code
 * DialectSubject} claims what the product claims that it is nearest to.
 */
public interface DialectSubject extends ForeignServer {

    /**
     * {@return what the database claims; begin with those of the product that it is nearest to: {@code
     * Capabilities.of(DatabaseKind.POSTGRESQL).withDialect(…).without(…)}}
     */
    Capabilities capabilities();
}
