package io.granary.orm;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Supplier;

/**
 * Gives keys of new objects that have none, as they are flushed: for numbers that neither the database nor a sequence of it makes.
 * In the place of {@code @GeneratedValue}.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface GeneratedBy {

    /** {@return what makes them: one object of it is made, by its constructor without parameters, and used by many threads} */
    Class<? extends Supplier<?>> value();
}
