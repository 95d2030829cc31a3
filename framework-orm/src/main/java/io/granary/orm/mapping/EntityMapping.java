package io.granary.orm.mapping;

import io.granary.schema.Column;
import io.granary.schema.Table;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a class is mapped to a table. Immutable.
 *
 * <p>A <em>row image</em> of it is an array with one value for each column of the table, in the table's order; a value that is a reference is
 * part of a relationship, the others are read from and written to objects by this.
 *
 * @param <E> the class
 */
public final class EntityMapping<E> {

    private final Parts<E> parts;
    private final Table table;
    private final List<MappedColumn> columns;
    private final List<MappedColumn> key;
    private final List<TablePart> storedIn;
    private final List<Relationship<?, ?>> relationships;
    private final List<MappedColumn> deferred;
    private final BitSet plain = new BitSet();

    /** The places of attributes that cannot be null. */
    private final BitSet primitive = new BitSet();

    /** Reads a key that is one attribute of the object itself; empty where it is more than that. */
    private final Optional<AttributeAccess<Object>> ownKey;

    /**
     * What was read of a class.
     *
     * @param <E> the class
     * @param name the entity's name
     * @param access how its objects are made, read and written
     * @param attributes its attributes; of a record in the order of its components
     * @param keySlots the places of its key's columns in a row image
     * @param versionSlot the place of its version's column; negative if it has none
     * @param generation where keys come from
     * @param idClass the class of its composite key, if it has one
     * @param callbacks what is called as its objects are loaded and written
     * @param inheritance what it is in a hierarchy of entities; empty if it is in none
     * @param validators what refuses values of its attributes, in the order in which they are asked
     */
    public record Parts<E>(
            String name,
            ObjectAccess<E> access,
            List<MappedAttribute> attributes,
            List<Integer> keySlots,
            int versionSlot,
            KeyGeneration generation,
            Optional<ObjectAccess<Object>> idClass,
            LifecycleCallbacks callbacks,
            Optional<Inheritance> inheritance,
            List<Validator> validators) {

        /** Copies what it is given. */
        public Parts {
            attributes = List.copyOf(attributes);
            keySlots = List.copyOf(keySlots);
            validators = List.copyOf(validators);
        }
    }

    /**
     * Makes one.
     *
     * @param parts what was read of the class
     * @param table its table
     * @param columns the table's columns
     */
    public EntityMapping(Parts<E> parts, Table table, List<MappedColumn> columns) {
        this(parts, table, columns, List.of());
    }

    /**
     * Makes one.
     *
     * @param parts what was read of the class
     * @param table its table
     * @param columns the table's columns
     * @param storedIn the tables of the database that its rows are in, the topmost class's first; none for the one that is given
     */
    public EntityMapping(Parts<E> parts, Table table, List<MappedColumn> columns, List<TablePart> storedIn) {
        this.parts = parts;
        this.table = table;
        this.columns = List.copyOf(columns);
        this.key = parts.keySlots().stream().map(columns::get).toList();
        this.storedIn = storedIn.isEmpty() && !isConcrete() ? List.of(whole()) : List.copyOf(storedIn);
        List<Relationship<?, ?>> found = new ArrayList<>();
        for (MappedAttribute attribute : parts.attributes()) {
            if (attribute instanceof MappedAttribute.Related related) {
                found.add(related.relationship());
            }
        }
        this.relationships = List.copyOf(found);
        this.deferred = parts.attributes().stream()
                .filter(attribute -> attribute instanceof MappedAttribute.Basic basic && basic.deferred())
                .map(attribute -> columns.get(((MappedAttribute.Basic) attribute).slot()))
                .toList();
        for (MappedColumn column : columns) {
            plain.set(column.slot(), !column.reference());
        }
        AttributeAccess<Object> read = null;
        for (MappedAttribute attribute : parts.attributes()) {
            if (attribute instanceof MappedAttribute.Basic basic) {
                primitive.set(basic.slot(), basic.type().isPrimitive());
                read = parts.keySlots().equals(List.of(basic.slot())) ? basic.access() : read;
            }
        }
        this.ownKey = Optional.ofNullable(read);
    }

    /**
     * {@return the places of what no statement of a session writes and the database gives: computed columns, what triggers fill, and column
     * properties; neither keys, references nor what tells the class}
     */
    public BitSet given() {
        BitSet given = new BitSet();
        for (MappedColumn column : columns) {
            given.set(column.slot(), !column.insertable() && !column.updatable() && !column.reference());
        }
        key.forEach(column -> given.clear(column.slot()));
        discriminator().ifPresent(column -> given.clear(column.slot()));
        return given;
    }

    private boolean isConcrete() {
        return parts.inheritance().filter(Inheritance::concrete).isPresent();
    }

    /** {@return its table as one that has all its columns, as statements of the program name it} */
    public TablePart whole() {
        Map<Integer, Column<?>> all = new HashMap<>();
        columns.stream()
                .filter(column -> !column.isExpression())
                .forEach(column -> all.put(column.slot(), column.column()));
        return new TablePart(
                table, key.stream().<Column<?>>map(MappedColumn::column).toList(), all);
    }

    /** {@return the class} */
    public Class<E> type() {
        return parts.access().type();
    }

    /** {@return what it is in a hierarchy of entities; empty if it is in none} */
    public Optional<Inheritance> inheritance() {
        return parts.inheritance();
    }

    /** {@return the topmost class of its hierarchy, by which rows are known whatever class they are of; itself if it is in none} */
    public Class<?> rootType() {
        return parts.inheritance().<Class<?>>map(Inheritance::root).orElseGet(this::type);
    }

    /** {@return the column that tells of which class a row is; empty if the class is in no hierarchy} */
    public Optional<MappedColumn> discriminator() {
        return parts.inheritance().map(known -> columns.get(known.discriminatorSlot()));
    }

    /** {@return the entity's name} */
    public String name() {
        return parts.name();
    }

    /** {@return its table} */
    public Table table() {
        return table;
    }

    /**
     * {@return the tables of the database that its rows are in, that of the topmost class first; one but for joined ones, and none of
     * an abstract class whose subclasses have all its columns in theirs; unmodifiable}
     */
    public List<TablePart> storedIn() {
        return storedIn;
    }

    /** {@return whether its objects do not change, as records do not} */
    public boolean isReadOnly() {
        return parts.access().byConstructor();
    }

    /** {@return the columns of its table, in order; unmodifiable} */
    public List<MappedColumn> columns() {
        return columns;
    }

    /** {@return the columns that a query reads only if it says so; unmodifiable} */
    public List<MappedColumn> deferred() {
        return deferred;
    }

    /** {@return those of its key, in the key's order; unmodifiable} */
    public List<MappedColumn> key() {
        return key;
    }

    /**
     * {@return whether somebody gave a value of the key}
     *
     * @param slot a place of the key
     * @param value what is there
     */
    public boolean isKeySet(int slot, @Nullable Object value) {
        return ObjectKey.isSet(this, slot, value);
    }

    /** {@return whether the attribute of a place is one of the object itself that cannot be null} */
    boolean isPrimitive(int slot) {
        return primitive.get(slot);
    }

    /** {@return how a key is read that is one attribute of the object itself; empty where it is more than that, or part of another} */
    public Optional<AttributeAccess<Object>> ownKey() {
        return ownKey;
    }

    /**
     * {@return whether a place is that of the column which counts changes}
     *
     * @param slot the place
     */
    public boolean isVersion(int slot) {
        return slot == parts.versionSlot();
    }

    /** {@return the column that counts changes, if there is one} */
    public Optional<MappedColumn> version() {
        return parts.versionSlot() < 0 ? Optional.empty() : Optional.of(columns.get(parts.versionSlot()));
    }

    /** {@return where keys of new objects come from} */
    public KeyGeneration generation() {
        return parts.generation();
    }

    /** {@return the class of its composite key; empty if its key is one column, or the class has none for it} */
    public Optional<ObjectAccess<Object>> idClass() {
        return parts.idClass();
    }

    /** {@return its attributes in the order in which they were found; unmodifiable} */
    public List<MappedAttribute> attributes() {
        return parts.attributes();
    }

    /** {@return its relationships, those of the entities above it first, which are theirs; unmodifiable} */
    public List<Relationship<?, ?>> relationships() {
        return relationships;
    }

    /**
     * {@return the place of a relationship among those of the class; negative if it has no such}
     *
     * @param relationship the relationship
     */
    @SuppressWarnings("ReferenceEquality") // looked for first; another that is equal is found behind
    public int placeOf(Relationship<?, ?> relationship) {
        for (int i = 0; i < relationships.size(); i++) {
            if (relationships.get(i) == relationship) {
                return i;
            }
        }
        return relationships.indexOf(relationship);
    }

    /**
     * {@return the relationship of a name; empty if there is none}
     *
     * @param name the attribute
     */
    public Optional<Relationship<?, ?>> relationship(String name) {
        return relationships.stream()
                .filter(relationship -> relationship.name().equals(name))
                .findFirst();
    }

    /** {@return what is called as its objects are loaded and written} */
    public LifecycleCallbacks callbacks() {
        return parts.callbacks();
    }

    /** {@return what refuses values of its attributes, in the order in which they are asked; unmodifiable} */
    public List<Validator> validators() {
        return parts.validators();
    }

    /** {@return the places in a row image that are no reference; a copy} */
    public BitSet plainSlots() {
        return (BitSet) plain.clone();
    }

    /**
     * {@return a new object with the values of a row image}
     *
     * @param image the row image
     */
    public E create(@Nullable Object[] image) {
        if (parts.access().byConstructor()) {
            return parts.access().create(RowImages.components(parts.attributes(), image));
        }
        return parts.access().create(image);
    }

    /**
     * Copies values of an object into a row image; references are left alone.
     *
     * @param object the object
     * @param image the row image
     */
    public void read(E object, @Nullable Object[] image) {
        RowImages.read(parts.attributes(), object, image);
    }

    /**
     * Copies values of a row image into an object.
     *
     * @param object the object
     * @param image the row image
     * @param slots which values; those of references are left alone
     */
    public void write(E object, @Nullable Object[] image, BitSet slots) {
        RowImages.write(parts.attributes(), object, image, slots);
    }

    /**
     * Copies all values of a row image into an object, but for references.
     *
     * @param object the object
     * @param image the row image
     */
    public void write(E object, @Nullable Object[] image) {
        RowImages.write(parts.attributes(), object, image, plain);
    }

    /** {@return the class's name} */
    @Override
    public String toString() {
        return type().getSimpleName();
    }
}
