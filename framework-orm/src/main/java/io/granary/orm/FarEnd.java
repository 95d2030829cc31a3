package io.granary.orm;

import io.granary.error.ArgumentException;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.mapping.MappedAttribute;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.MappedTable;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.Condition;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Sql;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The attribute that a proxy shows of the objects of a relationship, which are in the middle.
 *
 * @param <T> the class of its values
 */
sealed interface FarEnd<T> {

    /** The attribute, for what is said of it. */
    String name();

    /** What an object in the middle has there. */
    @Nullable T get(Object middle);

    /** Gives it something else. */
    void set(Object middle, @Nullable T value);

    /** Whether a row in the middle has a value there. */
    Condition is(FromElement middle, @Nullable T value);

    /** Whether what a row in the middle has there satisfies a condition. */
    Condition some(FromElement middle, Function<? super FromElement, ? extends Expression<Boolean>> condition);

    /**
     * Another object, by a relationship to one.
     *
     * @param <T> its class
     * @param relationship the relationship
     */
    record OfObject<T>(Relationship<?, T> relationship) implements FarEnd<T> {

        public OfObject {
            if (relationship.kind().isToMany()) {
                throw ArgumentException.of(
                        relationship + " leads to many objects, and a proxy shows one attribute of each object.",
                        "Name a relationship to one, or a column.");
            }
        }

        @Override
        public String name() {
            return relationship.name();
        }

        @Override
        @SuppressWarnings("unchecked") // the relationship says of which class it is
        public @Nullable T get(Object middle) {
            Object value = relationship.get(middle);
            if (value instanceof Ref<?> ref) {
                return ref.isLoaded() ? (T) ref.find().orElse(null) : (T) ref.get();
            }
            return (T) value;
        }

        @Override
        public void set(Object middle, @Nullable T value) {
            give(middle, value);
        }

        /** Has an object refer to another one. */
        void give(Object owner, @Nullable Object object) {
            Related.giveOne(relationship, owner, object);
        }

        @Override
        public Condition is(FromElement middle, @Nullable T value) {
            return relationship.from(middle).eq(value);
        }

        @Override
        public Condition some(
                FromElement middle, Function<? super FromElement, ? extends Expression<Boolean>> condition) {
            return relationship.from(middle).has(condition);
        }
    }

    /**
     * A value, in a column.
     *
     * @param <T> its class
     * @param column the column
     * @param near leads to the class that has it
     */
    record OfColumn<T>(Column<T> column, Relationship<?, ?> near) implements FarEnd<T> {

        @Override
        public String name() {
            return column.name();
        }

        @Override
        @SuppressWarnings("unchecked") // the column says of which class it is
        public @Nullable T get(Object middle) {
            Object value = middle;
            for (MappedAttribute step : steps()) {
                value = value == null ? null : step.access().get(value);
            }
            return (T) value;
        }

        @Override
        @SuppressWarnings("unchecked") // the relationship says of which class it is
        public void set(Object middle, @Nullable T value) {
            MappedTable<Object> table = (MappedTable<Object>) near.targetTable();
            @Nullable Object[] image = new @Nullable Object[table.mapping().columns().size()];
            BitSet slot = new BitSet();
            slot.set(slot());
            image[slot()] = value;
            table.mapping().write(middle, image, slot);
        }

        @Override
        public Condition is(FromElement middle, @Nullable T value) {
            return middle.column(column).eq(value);
        }

        @Override
        public Condition some(
                FromElement middle, Function<? super FromElement, ? extends Expression<Boolean>> condition) {
            return Sql.and(condition.apply(middle));
        }

        private int slot() {
            return near.targetTable().mapping().columns().stream()
                    .filter(mapped -> mapped.column().equals(column) && !mapped.reference())
                    .findFirst()
                    .map(MappedColumn::slot)
                    .orElseThrow(() -> ArgumentException.of(
                            near + " leads to " + near.target().getSimpleName() + ", and " + column
                                    + " is no attribute of that.",
                            "Name a column of its table, or a relationship to one."));
        }

        private List<MappedAttribute> steps() {
            return steps(near.targetTable().mapping().attributes(), slot()).orElseThrow();
        }

        /** The way to a column, through embedded objects. */
        private static Optional<List<MappedAttribute>> steps(List<MappedAttribute> attributes, int slot) {
            for (MappedAttribute attribute : attributes) {
                if (attribute instanceof MappedAttribute.Basic basic && basic.slot() == slot) {
                    return Optional.of(List.of(attribute));
                }
                if (attribute instanceof MappedAttribute.Embedded embedded) {
                    Optional<List<MappedAttribute>> within = steps(embedded.attributes(), slot);
                    if (within.isPresent()) {
                        List<MappedAttribute> all = new ArrayList<>(List.of(attribute));
                        all.addAll(within.orElseThrow());
                        return Optional.of(all);
                    }
                }
            }
            return Optional.empty();
        }
    }
}
