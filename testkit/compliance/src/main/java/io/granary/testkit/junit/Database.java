package io.granary.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which database the tests of a {@link GranaryTest} class run on; without it, H2 in memory.
 *
 * <p>All classes of a JVM that name the same one share it, and take turns. A server is started when the first test needs it, and once.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Database {

    /** {@return the product, on a database of the testkit's own} */
    Product value() default Product.H2;

    /**
     * {@return where a database of the user's own is, in place of the testkit's; empty for none}
     *
     * <p>A URL as {@link io.granary.engine.DatabaseUrl} takes it. {@code ${name}} in it stands for the system property {@code name}, or else
     * the environment variable {@code NAME}, dots as underscores: so a container that was started before the tests, or a service of a build, can tell where it is.
     * Tables of the mapped classes are created there where they are missing, and stay.
     */
    String url() default "";
}
