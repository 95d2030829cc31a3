package io.granary.orm;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a relationship that is read and never written: which objects belong together, a condition of its own tells and not a foreign key.
 * (SQLAlchemy, {@code relationship(primaryjoin=…, viewonly=True)}.)
 *
 * <pre>{@code
 * @OneToMany
 * @ViewOnly(InBoston.class)
 * List<Address> bostonAddresses;
 * }</pre>
 *
 * <p>It is loaded, joined and asked for as any other relationship is. {@code @OneToMany} and {@code @ManyToMany} both say that it leads to many,
 * {@code @ManyToOne} and {@code @OneToOne} that it leads to one; nothing else is made of that. Of several rows that a relationship to one finds, the
 * object of some one is taken, and a warning is logged.
 *
 * <p>A flush does not look at it. A collection that a session has loaded cannot be changed, and throws an {@link UnsupportedOperationException}. What the
 * program assigns is left where it is and means nothing: it stays until the relationship is loaded. Nothing cascades along it, and what is
 * deleted, or comes and goes at other relationships of the same tables, shows when it is loaded again, as after it expired.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface ViewOnly {

    /** {@return what makes the condition: one object of it is made, by its constructor without parameters, and used by many threads} */
    Class<? extends JoinCondition<?, ?>> value();
}
