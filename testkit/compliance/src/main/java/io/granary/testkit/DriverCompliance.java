package io.granary.testkit;

/**
 * All that an implementation of the driver port has to do, as tests.
 *
 * <p>Whoever implements the port writes one test class for each of their databases: annotated with
 * {@link io.granary.testkit.fixtures.Database}, implementing this interface, giving the database and drivers to it. The suite makes
 * tables whose names begin with {@code port_} and kills all connections of that database.
 */
public interface DriverCompliance
        extends DriverLifeCompliance,
                DriverRowCompliance,
                DriverCountCompliance,
                DriverValueCompliance,
                DriverFailureCompliance,
                DriverTransactionCompliance,
                DriverLinkCompliance {}
