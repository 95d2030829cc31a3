package io.granary.testkit.junit;

import io.granary.testkit.fixtures.ActorFixture;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class an engine, sessions and actors on a database whose changes are undone after each test.
 *
 * <p>Tests and life-cycle methods get these as parameters: {@code AsyncEngine} and {@code AsyncSessionMaker}, new for each test; {@code SqlLog},
 * what the test's engine sent; {@code PoolProbe}; {@code Faults}; {@code ManualTicker}; {@code ActorTestKit}, {@code ActorSystem} and {@code ManualTime}, one
 * for the class (see {@link io.granary.testkit.fixtures.Actors}).
 *
 * <p><b>Nothing is kept.</b> The engine has one connection, and that one transaction. What begins and commits in the test, in its sessions and in its
 * actors, is a savepoint in it. So whoever wants a connection while somebody else holds it waits, and fails after ten seconds by an
 * error that names the holder: a test that is in a transaction of its own must not wait for an actor that needs one too. Isolation levels and read-only
 * transactions have no effect, and constraints that are deferred to the commit are not checked. A statement that commits by itself, as those
 * that change tables do on H2, MySQL and MariaDB, fails the test, by name.
 *
 * <p><b>Nothing is left.</b> After each test nobody may hold a connection or wait for one, no session opened by {@code open()}, of whatever
 * maker on the engine, may be open,
 * and no fault may be unmet; what is, fails the test, with who and where.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith({ActorFixture.class, GranaryExtension.class})
public @interface GranaryTest {

    /**
     * {@return the mapped classes, whose tables are created once for each database and JVM; or one class that has a constant of the type {@code
     * Mappings}}
     */
    Class<?>[] mappings() default {};

    /**
     * {@return how many milliseconds what a test has begun may take to end after it: then it counts as left behind}
     */
    long settleMillis() default 2000;
}
