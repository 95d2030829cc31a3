package io.granary.driver;

/**
 * Brings a driver along for a dialect that Granary does not know. {@link java.util.ServiceLoader} finds it: the file {@code
 * META-INF/services/io.granary.driver.DriverProvider} on the class path names the class, which is public and has a public constructor
 * without arguments.
 *
 * <p>Asked at {@code AsyncEngine.create} for URLs of such dialects only. Where no provider has the dialect, the R2DBC driver of that name on
 * the class path is used.
 */
public interface DriverProvider {

    /** {@return the name of the dialect, as it stands in URLs} */
    String dialect();

    /**
     * {@return a new driver, which the engine closes}
     *
     * <p>Nothing is connected to yet. What {@link DriverSettings#tls()}, {@link DriverSettings#logins()} and {@link DriverSettings#hosts()}
     * ask for and the driver cannot do, it refuses here, and never leaves out.
     *
     * @param settings where the database is, and all that URL and options say of it
     * @throws DriverException if something in the settings cannot be honoured; its message is shown to users
     */
    Driver driver(DriverSettings settings);
}
