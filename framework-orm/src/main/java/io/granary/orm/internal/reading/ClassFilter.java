package io.granary.orm.internal.reading;

import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Inheritance;
import io.granary.schema.Column;
import io.granary.sql.RowFilter;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which rows of a table that classes share are those of a class: its own, and those of the classes below it that were read so far. A class
 * alone does not know what extends it, and each that is read says so here, before any statement can name it.
 */
public final class ClassFilter {

    private static final ClassValue<ClassFilter> KNOWN = new ClassValue<>() {
        @Override
        protected ClassFilter computeValue(Class<?> type) {
            return new ClassFilter();
        }
    };

    /** In an order that does not depend on that in which classes were read, for it shows in statements. */
    private volatile List<Object> values = List.of();

    private ClassFilter() {}

    /**
     * {@return which rows are those of a class; empty where all of its table are}
     *
     * @param mapping the class
     */
    public static Optional<RowFilter> of(EntityMapping<?> mapping) {
        Optional<Inheritance> inheritance = mapping.inheritance();
        if (inheritance.isEmpty()
                || inheritance.orElseThrow().joined()
                || inheritance.orElseThrow().concrete()
                || inheritance.orElseThrow().parent().isEmpty()) {
            return Optional.empty();
        }
        Column<?> column = mapping.discriminator().orElseThrow().column();
        return Optional.of(new RowFilter(column, KNOWN.get(mapping.type()).values));
    }

    /**
     * Notes a class that was read, for those above it.
     *
     * @param type the class
     * @param inheritance what it is in its hierarchy
     */
    public static void learn(Class<?> type, Inheritance inheritance) {
        inheritance
                .value()
                .ifPresent(value -> Ancestry.of(type)
                        .forEach(at -> KNOWN.get(at).learn(value instanceof Character ? value.toString() : value)));
    }

    private synchronized void learn(Object value) {
        TreeSet<Object> more = new TreeSet<>(values);
        more.add(value);
        values = List.copyOf(more);
    }
}
