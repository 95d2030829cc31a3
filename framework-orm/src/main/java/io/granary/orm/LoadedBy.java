package io.granary.orm;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has a relationship loaded with each object that a session reads, by some strategy, where the query says nothing else of it: {@code raiseLoad}
 * or any other option of a query wins. It holds for queries, for {@code get}, {@code refresh} and {@code load}, and for what they find behind
 * relationships; not for what a statement that changes rows returns, nor for a {@link Loader}.
 *
 * <p>A relationship that leads back to a class on the way to it, as one of a class to itself, is not followed unless {@link #depth} says how
 * often. (SQLAlchemy, {@code relationship(lazy=…, join_depth=…)}.)
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface LoadedBy {

    /** {@return how; any but {@link LoadStrategy#CONTAINS}, which only a query that joins can mean} */
    LoadStrategy value();

    /** {@return how often at most it is followed on one way from a query's objects on; 0 for where it leads to no class that is on the way already} */
    int depth() default 0;
}
