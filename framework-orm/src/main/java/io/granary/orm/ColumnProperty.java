package io.granary.orm;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an attribute that has no column: an SQL expression is read in its place, and nothing writes it. (SQLAlchemy's {@code column_property}.)
 *
 * <pre>{@code
 * @ColumnProperty(LineCount.class)
 * long lines;
 * }</pre>
 *
 * <p>It is read whenever the object is, and again where the object expires or is refreshed. In statements it stands as any column does:
 * {@code select(ORDER).where(ORDER.lines.gt(3))}.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface ColumnProperty {

    /** {@return what makes the expression: one object of it is made, by its constructor without parameters, and used by many threads} */
    Class<? extends PropertyExpression<?, ?>> value();
}
