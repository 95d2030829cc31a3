package io.granary.orm;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of an entity, or of a mapped superclass, that refuses values by throwing. (SQLAlchemy's {@code @validates}.)
 *
 * <pre>{@code
 * @Validates({"name", "nick"})
 * void named(String attribute, @Nullable String value) {
 *     if (value == null || value.isBlank()) {
 *         throw new IllegalArgumentException(attribute + " is blank");
 *     }
 * }
 * }</pre>
 *
 * <p>It returns nothing, and has one parameter, the value, or two, the attribute's name and the value. It is called in a flush, after what is
 * called before rows are written ({@code @PrePersist} and {@code @PreUpdate}) and before keys are asked for and a row is written: of a new object
 * for each attribute named, whatever is in it, null included; of one that has a row for those that are no longer what was read or written. Of an
 * embedded object it gets the whole. Of a relationship to one it gets the object, of one to many each object that came to it, also from
 * the other side. What goes is not shown to it, and objects that are deleted are not.
 *
 * <p>What it throws fails the flush by a {@link io.granary.error.FlushException} that names the attribute and not the value, with what was
 * thrown as its cause; nothing of that round of the flush was sent. INSERT and UPDATE statements of the program ask no validator.
 *
 * <p>Methods of classes above are called first. One that is overridden is not called; the one that overrides it is, if it is annotated.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Validates {

    /** {@return the attributes whose values it is shown, by their names in Java; at least one} */
    String[] value();
}
