package io.granary.orm.internal.load;

import io.granary.engine.Row;
import io.granary.orm.Mappings;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Hierarchy;
import io.granary.sql.ColumnExpression;
import io.granary.sql.FromElement;
import io.granary.sql.JoinStep;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How objects of a class are made of rows: its columns stand at some place of them, and those of the classes below it at another. Immutable.
 */
public final class ObjectRows {

    private final EntityMapping<?> mapping;

    /** Null for a class of which all objects are of itself. */
    private final @Nullable Hierarchy hierarchy;

    private ObjectRows(EntityMapping<?> mapping, @Nullable Hierarchy hierarchy) {
        this.mapping = mapping;
        this.hierarchy = hierarchy;
    }

    /**
     * {@return how objects of a class are made, and of those below it}
     *
     * @param mappings the classes that are known
     * @param mapping the class
     */
    public static ObjectRows of(Mappings mappings, EntityMapping<?> mapping) {
        return new ObjectRows(mapping, mappings.hierarchy(mapping).orElse(null));
    }

    /**
     * {@return how objects of a class are made, each of this very class}
     *
     * @param mapping the class
     */
    public static ObjectRows exactly(EntityMapping<?> mapping) {
        return new ObjectRows(mapping, null);
    }

    /** {@return the class} */
    public EntityMapping<?> mapping() {
        return mapping;
    }

    /** {@return the query for all rows; the columns of the classes below stand behind those of the class} */
    public Select<?> select() {
        Select<?> select = KeySelect.all(mapping);
        return hierarchy == null
                ? select
                : complete(select, hierarchy.more(mapping.table()), hierarchy.joins(mapping.table()));
    }

    static Select<?> complete(Select<?> select, List<ColumnExpression<?>> more, List<JoinStep> joins) {
        Select<?> complete = select.select(more.toArray(SelectItem[]::new));
        for (JoinStep join : joins) {
            if (join.left() != null) {
                complete = complete.joinFrom(join.left(), join.kind(), join.right(), join.on());
            }
        }
        return complete;
    }

    /**
     * {@return the joins that bring them}
     *
     * @param from the class's table in a query, or an alias of it
     */
    List<JoinStep> joins(FromElement from) {
        return hierarchy == null ? List.of() : hierarchy.joins(from);
    }

    /**
     * {@return the columns of the classes below}
     *
     * @param from the class's table in a query, or an alias of it
     */
    List<ColumnExpression<?>> more(FromElement from) {
        return hierarchy == null ? List.of() : hierarchy.more(from);
    }

    /** {@return how many columns {@link #select} has} */
    public int width() {
        return hierarchy == null ? mapping.columns().size() : hierarchy.width();
    }

    /**
     * {@return the object of a row of {@link #select}; empty if there is none}
     *
     * @param loader makes it
     * @param row the row
     * @param overwrite which objects that are there already get all values
     */
    public Optional<InstanceState> load(EntityLoader loader, Row row, Overwriting overwrite) {
        @Nullable Object[] image = new @Nullable Object[width()];
        for (int slot = 0; slot < image.length; slot++) {
            image[slot] = row.get(slot);
        }
        return make(loader, image, null, overwrite);
    }

    /**
     * The object of a row in which values stand somewhere.
     *
     * @param places where each of those of {@link #select} stands; negative for one that was not read
     * @param read the places of the class's own values that were read; null for all
     */
    Optional<InstanceState> load(
            EntityLoader loader, Row row, int[] places, @Nullable BitSet read, Overwriting overwrite) {
        @Nullable Object[] image = new @Nullable Object[places.length];
        for (int slot = 0; slot < image.length; slot++) {
            image[slot] = places[slot] < 0 ? null : row.get(places[slot]);
        }
        return make(loader, image, read, overwrite);
    }

    private Optional<InstanceState> make(
            EntityLoader loader, @Nullable Object[] image, @Nullable BitSet read, Overwriting overwrite) {
        if (hierarchy == null) {
            return loader.load(mapping, image, read, overwrite);
        }
        for (int i = 0; i < mapping.key().size(); i++) {
            if (image[mapping.key().get(i).slot()] == null) {
                return Optional.empty();
            }
        }
        int discriminator = mapping.inheritance().orElseThrow().discriminatorSlot();
        EntityMapping<?> found = hierarchy.classOf(image[discriminator]);
        return loader.load(found, hierarchy.image(image), read == null ? null : withBelow(read, found), overwrite);
    }

    /**
     * {@return the class that a row of {@link #select} is of}
     *
     * @param row the row
     */
    public EntityMapping<?> classOf(Row row) {
        return hierarchy == null
                ? mapping
                : hierarchy.classOf(row.get(mapping.inheritance().orElseThrow().discriminatorSlot()));
    }

    /** What classes below add is read always. */
    private BitSet withBelow(BitSet read, EntityMapping<?> found) {
        BitSet all = (BitSet) read.clone();
        all.set(
                mapping.columns().size(),
                Math.max(mapping.columns().size(), found.columns().size()));
        return all;
    }

    /**
     * {@return the row image of a row of {@link #select} that is known to be of this very class}
     *
     * @param row the row
     */
    public @Nullable Object[] image(Row row) {
        @Nullable Object[] image = new @Nullable Object[mapping.columns().size()];
        for (int slot = 0; slot < image.length; slot++) {
            image[slot] = row.get(slot);
        }
        return image;
    }
}
