package io.granary.dialect;

/**
 * Brings a dialect along that Granary does not know. {@link java.util.ServiceLoader} finds it: the file {@code
 * META-INF/services/io.granary.dialect.DialectProvider} on the class path names the class, which is public and has a public constructor
 * without arguments; a module says {@code provides}.
 *
 * <p>Asked at each {@code AsyncEngine.create} and {@link Dialects#named}, on the thread that calls, and never for the names of Granary's
 * own dialects, which nobody can take over. Who opens connections for such a URL is the business of {@code
 * io.granary.driver.DriverProvider}, and of the R2DBC drivers on the class path where there is none.
 */
public interface DialectProvider {

    /**
     * {@return the name that stands in URLs before {@code ://}: lower case, of letters, digits, dots, hyphens and underscores, beginning with
     * a letter, at most 40 characters; {@link Dialect#name()} of the dialect is the same}
     */
    String name();

    /** {@return the dialect; it may be the same one each time, for dialects are stateless} */
    Dialect dialect();
}
