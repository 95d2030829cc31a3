package io.granary.orm;

import io.granary.error.ArgumentException;
import io.granary.orm.internal.flush.Versions;
import io.granary.orm.internal.reading.ClassFilter;
import io.granary.orm.internal.reading.ColumnDefinition;
import io.granary.orm.internal.reading.ConcreteRows;
import io.granary.orm.internal.reading.EntityDefinition;
import io.granary.orm.internal.reading.EntityTables;
import io.granary.orm.internal.reading.RowType;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Inheritance;
import io.granary.orm.mapping.KeyGeneration;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.MappedTable;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.TablePart;
import io.granary.schema.Column;
import io.granary.schema.ForeignKeyTarget;
import io.granary.schema.Index;
import io.granary.schema.Table;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Query;
import io.granary.sql.RowFilter;
import io.granary.sql.Sql;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The table of a mapped class. The annotation processor writes a class of it for each entity, {@code User_} with {@code USER}, whose fields
 * are the attributes; without the processor {@link #of} gives it, and {@link #attribute} its columns:
 *
 * <pre>{@code
 * session.scalars(select(USER).where(USER.name.like("A%")).orderBy(USER.id));
 * }</pre>
 *
 * <p>There is one for each class. That of a class which extends an entity has the columns of both, and stands for the rows of its class and
 * of those below. Immutable, and safe for use by many threads.
 *
 * @param <E> the class
 */
public class EntityTable<E> extends Table implements MappedTable<E> {

    private final EntityMapping<E> mapping;
    private final SqlType<E> rowType;
    private final EntityDefinition<E> definition;
    private final Optional<Query> source;
    private final Optional<ConcreteRows> concrete;
    private final List<String> faults = new ArrayList<>();

    /**
     * Reads the annotations of a class; what is wrong with them is said by {@link Mappings#of}. For generated classes.
     *
     * @param type the class
     */
    @SuppressWarnings("this-escape") // to what is made here and keeps it, and asks it nothing before it is made
    protected EntityTable(Class<E> type) {
        this(type, EntityDefinition.of(type));
    }

    private EntityTable(Class<E> type, EntityDefinition<E> definition) {
        super(definition.schema(), definition.table());
        this.definition = definition;
        this.faults.addAll(definition.faults());
        this.rowType = RowType.of(type);
        List<MappedColumn> mapped = new ArrayList<>();
        for (ColumnDefinition column : definition.columns()) {
            mapped.add(new MappedColumn(
                    mapped.size(),
                    add(column.name(), column.type(), column, given(definition, mapped.size())),
                    column.path(),
                    column.isReference(),
                    column.terms().insertable(),
                    column.terms().updatable()));
        }
        Optional<JoinedTable> joined = JoinedTable.of(definition);
        this.source = joined.map(JoinedTable::source);
        this.concrete = Optional.of(ConcreteRows.of(type)).filter(rows -> isConcrete(definition));
        this.mapping = new EntityMapping<>(
                definition.parts(),
                this,
                mapped,
                isConcrete(definition)
                        ? concretePart(definition, mapped)
                        : joined.map(JoinedTable::parts).orElse(List.of()));
        mapping.inheritance().ifPresent(inheritance -> ClassFilter.learn(type, inheritance));
        if (isConcrete(definition)) {
            ConcreteRows.learn(mapping);
        }
        definition.foreignKeys().forEach(key -> addForeignKey(key, definition));
        definition.checks().forEach(check -> check(check.name(), Sql.literalSql(check.condition(), Types.BOOLEAN)));
        definition.comment().ifPresent(this::comment);
        for (EntityDefinition.UniqueKey key : definition.uniqueKeys()) {
            unique(key.name(), key.columns().stream().map(this::column).toArray(Column<?>[]::new));
        }
        for (EntityDefinition.IndexDefinition index : definition.indexes()) {
            addIndex(index);
        }
    }

    /**
     * {@return the table of a mapped class}
     *
     * @param <E> the class
     * @param type the class; annotated with {@code @Entity}
     */
    public static <E> EntityTable<E> of(Class<E> type) {
        return EntityTables.of(type, () -> new EntityTable<>(type));
    }

    private static boolean isConcrete(EntityDefinition<?> definition) {
        return definition.parts().inheritance().filter(Inheritance::concrete).isPresent();
    }

    /** The table that has all columns of a class; none of an abstract one. */
    private static List<TablePart> concretePart(EntityDefinition<?> definition, List<MappedColumn> mapped) {
        return definition
                .parts()
                .inheritance()
                .flatMap(Inheritance::value)
                .map(value ->
                        ConcreteRows.part(mapped, definition.parts().keySlots(), SharedTable.of(List.of(definition))))
                .stream()
                .toList();
    }

    /** What gives a column what no INSERT has to give: that which tells the rows of this class from others, the first version, a key that the program makes. */
    private static Optional<Supplier<?>> given(EntityDefinition<?> definition, int slot) {
        EntityMapping.Parts<?> parts = definition.parts();
        ColumnDefinition column = definition.columns().get(slot);
        if (parts.versionSlot() == slot && column.terms().insertable()) {
            return Optional.of(() -> Versions.first(column.type().javaType(), Clock.systemUTC()));
        }
        if (parts.generation() instanceof KeyGeneration.BySupplier by
                && parts.keySlots().equals(List.of(slot))) {
            return Optional.of(by.source());
        }
        return parts.inheritance()
                .filter(inheritance -> inheritance.discriminatorSlot() == slot && !inheritance.concrete())
                .flatMap(Inheritance::value)
                .map(value -> () -> value);
    }

    @SuppressWarnings("unchecked") // what is given is of the column's class, or a number in its place
    private <T> Column<T> add(String name, SqlType<T> type, ColumnDefinition column, Optional<Supplier<?>> given) {
        return column(
                name,
                type,
                options -> given.isEmpty()
                        ? column.applied(options)
                        : column.applied(options).defaultValue((Supplier<T>) given.orElseThrow()));
    }

    private void addForeignKey(EntityDefinition.ReferenceKey key, EntityDefinition<E> definition) {
        List<Column<?>> columns = new ArrayList<>();
        List<ForeignKeyTarget> targets = new ArrayList<>();
        for (int slot : key.slots()) {
            columns.add(mapping.columns().get(slot).column());
            targets.add(
                    ForeignKeyTarget.of(definition.columns().get(slot).target().orElseThrow()));
        }
        foreignKey(key.name(), columns, targets);
    }

    private void addIndex(EntityDefinition.IndexDefinition definition) {
        List<Expression<?>> terms = new ArrayList<>();
        for (String column : definition.columns()) {
            terms.add(column(column));
        }
        index(new Index(definition.nameIn(tableName()), this, terms, definition.unique(), null));
    }

    /** {@return the class} */
    public final Class<E> entityType() {
        return mapping.type();
    }

    @Override
    public final EntityMapping<E> mapping() {
        return mapping;
    }

    /** {@return which rows of its table are those of the class, and of the classes that extend it; empty where all are} */
    @Override
    public final Optional<RowFilter> filter() {
        return ClassFilter.of(mapping);
    }

    /** {@return the query that puts its rows together, where the class and those above it, or those below it, have a table each} */
    @Override
    public final Optional<Query> source() {
        return concrete.isPresent() ? concrete.orElseThrow().source() : source;
    }

    /** {@return the classes that its rows are of, where each has a table: there may be more later} */
    @Override
    public final Optional<Object> variant() {
        return concrete.map(ConcreteRows::names);
    }

    /** {@return what stands in the place of a column; the name of the class in that of the column which tells it, where no query gives it} */
    @Override
    public final Optional<Expression<?>> readAs(String key, FromElement in) {
        boolean given = concrete.isPresent()
                && mapping.discriminator()
                        .filter(column -> column.column().key().equals(key))
                        .isPresent()
                && source().isPresent();
        return given ? Optional.empty() : super.readAs(key, in);
    }

    /**
     * {@return a column of the key, as other tables refer to it}
     *
     * @param name its name in the table of the topmost class
     */
    public final Column<?> referred(String name) {
        for (int i = 0; i < mapping.key().size(); i++) {
            TablePart own = mapping.storedIn().isEmpty()
                    ? mapping.whole()
                    : mapping.storedIn().get(mapping.storedIn().size() - 1);
            if (mapping.key().get(i).column().name().equals(name)
                    && !own.key().get(i).name().equals(name)) {
                return own.key().get(i);
            }
        }
        return column(name);
    }

    EntityDefinition<E> definition() {
        return definition;
    }

    @Override
    public final SqlType<E> rowType() {
        return rowType;
    }

    /** {@return what is wrong with the annotations of the class; empty if nothing is} */
    public final List<String> faults() {
        return List.copyOf(faults);
    }

    /**
     * {@return the column of an attribute}
     *
     * @param <T> the class of its values
     * @param path the attribute; {@code home.street} for one of an embedded object
     * @param type the class of its values; of a primitive attribute the one it is boxed in
     * @throws ArgumentException when there is no such attribute, or its values are of another class
     */
    public final <T> Column<T> attribute(String path, Class<T> type) {
        if (!faults.isEmpty() && find(path).isEmpty()) {
            return StandIns.column(this, path, type);
        }
        return column(columnOf(path).column().key(), type);
    }

    /**
     * {@return a relationship}
     *
     * @param <V> what it holds
     * @param name the attribute
     * @throws ArgumentException when there is no such relationship
     */
    @SuppressWarnings(
            "unchecked") // the generated class names the attribute's own type, and who writes it by hand vouches for it
    public final <V> Relationship<E, V> relationship(String name) {
        if (!faults.isEmpty() && mapping.relationship(name).isEmpty()) {
            return StandIns.relationship(entityType(), name);
        }
        return (Relationship<E, V>) mapping.relationship(name)
                .map(found -> found.owner() == entityType() ? found : found.inherited(this))
                .orElseThrow(() -> ArgumentException.of(
                        mapping + " has no relationship \"" + name + "\"; it has " + mapping.relationships() + ".",
                        "Name one of them."));
    }

    /**
     * {@return the column of an attribute, for generated classes}
     *
     * <p>They are initialized where they are used first, which is no place to fail: what does not fit is a fault, and for {@link Mappings#of}
     * to say.
     *
     * @param <T> the type of its values
     * @param path the attribute; {@code home.street} for one of an embedded object
     * @param type the class of its values; of a primitive attribute the one it is boxed in
     */
    @SuppressWarnings("unchecked") // the compiler has seen the attribute's type, of which this is the class
    protected final <T> Column<T> typed(String path, Class<? super T> type) {
        Optional<Column<?>> found = find(path).<Column<?>>map(MappedColumn::column);
        if (found.isPresent()
                && type.isAssignableFrom(found.orElseThrow().type().javaType())) {
            return (Column<T>) found.orElseThrow();
        }
        noteStale(path);
        return (Column<T>) StandIns.column(this, path, type);
    }

    /**
     * {@return a relationship, for generated classes; one that is not there is a fault, as with {@link #typed}}
     *
     * @param <V> what it holds
     * @param name the attribute
     */
    protected final <V> Relationship<E, V> related(String name) {
        if (mapping.relationship(name).isEmpty()) {
            noteStale(name);
        }
        return relationship(name);
    }

    private void noteStale(String path) {
        // Faults of the annotations say better what is wrong.
        if (faults.isEmpty()) {
            faults.add(entityType().getSimpleName() + "." + path
                    + ": The generated class has it otherwise; compile both classes again, together.");
        }
    }

    private Optional<MappedColumn> find(String path) {
        return mapping.columns().stream()
                .filter(column -> column.path().equals(path))
                .findFirst();
    }

    private MappedColumn columnOf(String path) {
        return find(path)
                .orElseThrow(() -> ArgumentException.of(
                        mapping + " has no attribute \"" + path + "\" in a column; it has "
                                + mapping.columns().stream()
                                        .map(MappedColumn::path)
                                        .toList()
                                + ".",
                        "Name one of them."));
    }
}
