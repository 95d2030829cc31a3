package io.granary.schema;

import io.granary.error.InvalidRequestException;
import io.granary.schema.SchemaHook.Moment;
import io.granary.sql.Executable;
import io.granary.type.ArrayType;
import io.granary.type.EnumType;
import io.granary.type.MappedType;
import io.granary.type.SqlType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * Tables that belong together, with the sequences and types they need, and how they are created and dropped. Immutable: each step gives a
 * new one. (SQLAlchemy's {@code MetaData}.)
 */
@SuppressWarnings("overloads") // no lambda is a target, since the method of one has a type parameter
public final class MetaData {

    private final List<Table> tables;
    private final List<Sequence> sequences;
    private final List<NamedEnum> moreEnums;
    private final List<SchemaHook> hooks;
    private final NamingConvention naming;

    private MetaData(
            List<Table> tables,
            List<Sequence> sequences,
            List<NamedEnum> moreEnums,
            List<SchemaHook> hooks,
            NamingConvention naming) {
        this.tables = tables;
        this.sequences = sequences;
        this.moreEnums = moreEnums;
        this.hooks = hooks;
        this.naming = naming;
    }

    /**
     * {@return tables that belong together}
     *
     * @param tables which
     * @throws InvalidRequestException when two of them have one name
     */
    public static MetaData of(Table... tables) {
        return of(List.of(tables));
    }

    /**
     * {@return tables that belong together}
     *
     * @param tables which
     * @throws InvalidRequestException when two of them have one name
     */
    public static MetaData of(List<? extends Table> tables) {
        Set<String> names = new HashSet<>();
        for (Table table : tables) {
            if (!names.add(table.toString())) {
                throw InvalidRequestException.of(
                        "There are two tables called " + table + ".", "Put them into different MetaData or schemas.");
            }
        }
        return new MetaData(List.copyOf(tables), List.of(), List.of(), List.of(), NamingConvention.DEFAULT);
    }

    /**
     * Makes tables of what a database has in the session's schema.
     *
     * @param target a connection, or an engine
     * @return completes with all tables, and with those of other schemas that they refer to
     */
    public static CompletionStage<MetaData> reflect(SchemaTarget target) {
        return reflect(target, Reflection.ALL);
    }

    /**
     * Makes tables of what a database has.
     *
     * <p>Defaults, conditions and computations are taken over as the database tells them, in its own SQL; a column whose type has none near
     * to it here gets a {@link io.granary.type.OtherType}. What the tables here do not know is left out: triggers, rights, partitions,
     * collations. (SQLAlchemy's {@code MetaData.reflect}.)
     *
     * @param target a connection, or an engine
     * @param reflection of which tables
     * @return completes with the tables, and with those that they refer to; fails with {@link io.granary.error.NoSuchTableException} when one
     *     that was named is missing
     */
    public static CompletionStage<MetaData> reflect(SchemaTarget target, Reflection reflection) {
        return target.withSchema(session -> new TableReflection(session, reflection).run());
    }

    /**
     * {@return this with names for constraints and indexes that have none}
     *
     * @param convention the names
     */
    public MetaData named(NamingConvention convention) {
        return new MetaData(tables, sequences, moreEnums, hooks, convention);
    }

    /**
     * {@return this with sequences, created before the tables and dropped after them; left out on MySQL, which has none}
     *
     * @param more which
     */
    public MetaData with(Sequence... more) {
        return new MetaData(tables, joined(sequences, List.of(more)), moreEnums, hooks, naming);
    }

    /**
     * {@return this with types of names besides those of its columns, created before the tables and dropped after them; left out where
     * they are no objects of their own}
     *
     * @param more which
     */
    public MetaData with(NamedEnum... more) {
        return new MetaData(tables, sequences, joined(moreEnums, List.of(more)), hooks, naming);
    }

    /**
     * {@return this in a schema: all that names none is replaced by a copy that names this one, so that the same tables can be had for each
     * tenant}
     *
     * <p>A copy has no class of its own; it is found by {@link #table(String)}, and its columns by their names.
     *
     * @param schema the schema
     */
    public MetaData inSchema(String schema) {
        return new MetaData(
                TableCopy.into(schema, tables),
                sequences.stream()
                        .map(each -> each.schema() == null ? each.inSchema(schema) : each)
                        .toList(),
                moreEnums,
                hooks,
                naming);
    }

    /**
     * {@return this with a statement that {@link #createAll} runs before all others}
     *
     * @param statement which
     */
    public MetaData beforeCreate(Executable statement) {
        return hooked(Moment.BEFORE_CREATE, null, statement);
    }

    /**
     * {@return this with a statement that {@link #createAll} runs before all others on one kind of database}
     *
     * @param dialect the database's name in URLs; here and below
     * @param statement which
     */
    public MetaData beforeCreate(String dialect, Executable statement) {
        return hooked(Moment.BEFORE_CREATE, dialect, statement);
    }

    /**
     * {@return this with a statement that {@link #createAll} runs behind all others}
     *
     * @param statement which
     */
    public MetaData afterCreate(Executable statement) {
        return hooked(Moment.AFTER_CREATE, null, statement);
    }

    /**
     * {@return this with a statement that {@link #createAll} runs behind all others on one kind of database}
     *
     * @param dialect which database
     * @param statement which
     */
    public MetaData afterCreate(String dialect, Executable statement) {
        return hooked(Moment.AFTER_CREATE, dialect, statement);
    }

    /**
     * {@return this with a statement that {@link #dropAll} runs before all others}
     *
     * @param statement which
     */
    public MetaData beforeDrop(Executable statement) {
        return hooked(Moment.BEFORE_DROP, null, statement);
    }

    /**
     * {@return this with a statement that {@link #dropAll} runs before all others on one kind of database}
     *
     * @param dialect which database
     * @param statement which
     */
    public MetaData beforeDrop(String dialect, Executable statement) {
        return hooked(Moment.BEFORE_DROP, dialect, statement);
    }

    /**
     * {@return this with a statement that {@link #dropAll} runs behind all others}
     *
     * @param statement which
     */
    public MetaData afterDrop(Executable statement) {
        return hooked(Moment.AFTER_DROP, null, statement);
    }

    /**
     * {@return this with a statement that {@link #dropAll} runs behind all others on one kind of database}
     *
     * @param dialect which database
     * @param statement which
     */
    public MetaData afterDrop(String dialect, Executable statement) {
        return hooked(Moment.AFTER_DROP, dialect, statement);
    }

    private MetaData hooked(Moment moment, @Nullable String dialect, Executable statement) {
        return new MetaData(
                tables,
                sequences,
                moreEnums,
                joined(hooks, List.of(new SchemaHook(moment, dialect, statement))),
                naming);
    }

    private static <E> List<E> joined(List<E> some, List<E> more) {
        List<E> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    // ---- what it holds

    /** {@return the tables as they were given} */
    public List<Table> tables() {
        return tables;
    }

    /** {@return the sequences as they were given} */
    public List<Sequence> sequences() {
        return sequences;
    }

    /** {@return the types of names that its columns are of, and those that were given} */
    public List<NamedEnum> enums() {
        Map<String, NamedEnum> all = new LinkedHashMap<>();
        moreEnums.forEach(type -> all.put(type.toString(), type));
        tables.forEach(table -> table.tableColumns()
                .forEach(column -> enumOf(column.type()).ifPresent(type -> all.putIfAbsent(type.toString(), type))));
        return List.copyOf(all.values());
    }

    private static Optional<NamedEnum> enumOf(SqlType<?> type) {
        if (type instanceof MappedType<?, ?> mapped) {
            return enumOf(mapped.stored());
        } else if (type instanceof ArrayType<?> array) {
            return enumOf(array.element());
        }
        return type instanceof EnumType<?> names ? NamedEnum.of(names) : Optional.empty();
    }

    /** {@return how constraints and indexes without a name are named} */
    public NamingConvention naming() {
        return naming;
    }

    List<SchemaHook> hooks() {
        return hooks;
    }

    /** {@return the table of a name, behind that of its schema if it has one} */
    public Optional<Table> table(String name) {
        return tables.stream().filter(table -> table.toString().equals(name)).findFirst();
    }

    /** {@return the tables in an order in which each comes behind those it refers to, where there is one} */
    public List<Table> sortedTables() {
        return TableOrder.of(tables).sorted();
    }

    /** {@return the tables in order, with the foreign keys that no order satisfies} */
    public TableOrder order() {
        return TableOrder.of(tables);
    }

    // ---- in a database

    /**
     * Creates the tables that are not there yet, each behind those it refers to, with their indexes. Foreign keys that refer in a circle
     * are added at the end. A table of the same name is left as it is, whatever it looks like.
     *
     * @param target a connection, whose transaction stays open, or an engine, where all is done on one connection and committed. MySQL,
     *     MariaDB and H2 commit each statement by itself
     * @return completes when all are there
     */
    public CompletionStage<Done> createAll(SchemaTarget target) {
        return createAll(target, true);
    }

    /**
     * Creates the tables.
     *
     * @param target where
     * @param check whether to leave out those that are there; without, one that is there is an error of the database
     * @return completes when all are there
     */
    public CompletionStage<Done> createAll(SchemaTarget target, boolean check) {
        return target.withSchema(session -> creating(session, check));
    }

    /**
     * Creates the tables that are not there yet, as {@link #createAll(SchemaTarget)} does, and waits for the end.
     *
     * @param target where
     */
    public void createAll(SyncSchemaTarget target) {
        createAll(target, true);
    }

    /**
     * Creates the tables and waits for the end.
     *
     * @param target where
     * @param check whether to leave out those that are there
     */
    public void createAll(SyncSchemaTarget target, boolean check) {
        target.withSchema(session -> creating(session, check));
    }

    /**
     * Drops the tables that are there, each before those it refers to. Foreign keys that refer in a circle are dropped first, so they need
     * names.
     *
     * @param target where, as for {@link #createAll(SchemaTarget)}
     * @return completes when none is there; fails with {@link InvalidRequestException} when a foreign key in a circle has no name
     */
    public CompletionStage<Done> dropAll(SchemaTarget target) {
        return dropAll(target, true);
    }

    /**
     * Drops the tables.
     *
     * @param target where
     * @param check whether to leave out those that are not there; without, one that is missing is an error of the database
     * @return completes when none is there
     */
    public CompletionStage<Done> dropAll(SchemaTarget target, boolean check) {
        return target.withSchema(session -> dropping(session, check));
    }

    /**
     * Drops the tables that are there, as {@link #dropAll(SchemaTarget)} does, and waits for the end.
     *
     * @param target where
     */
    public void dropAll(SyncSchemaTarget target) {
        dropAll(target, true);
    }

    /**
     * Drops the tables and waits for the end.
     *
     * @param target where
     * @param check whether to leave out those that are not there
     */
    public void dropAll(SyncSchemaTarget target, boolean check) {
        target.withSchema(session -> dropping(session, check));
    }

    /**
     * {@return the statements of {@link #createAll} without a check, to be looked at or written to a file}
     *
     * @param dialect of which database, as {@code engine.dialect()} gives it
     */
    public List<Executable> creating(SchemaDialect dialect) {
        return new SchemaPlan(this, dialect).creating(SchemaParts.of(this, dialect));
    }

    /**
     * {@return the statements of {@link #dropAll} without a check, to be looked at or written to a file}
     *
     * @param dialect of which database, as {@code engine.dialect()} gives it
     */
    public List<Executable> dropping(SchemaDialect dialect) {
        return new SchemaPlan(this, dialect).dropping(SchemaParts.of(this, dialect));
    }

    private CompletionStage<Done> creating(SchemaSession session, boolean check) {
        SchemaPlan plan = new SchemaPlan(this, session.dialect());
        return parts(session, check, false).thenCompose(parts -> SchemaPlan.run(session, plan.creating(parts)));
    }

    private CompletionStage<Done> dropping(SchemaSession session, boolean check) {
        SchemaPlan plan = new SchemaPlan(this, session.dialect());
        return parts(session, check, true).thenCompose(parts -> SchemaPlan.run(session, plan.dropping(parts)));
    }

    private CompletionStage<SchemaParts> parts(SchemaSession session, boolean check, boolean there) {
        SchemaParts all = SchemaParts.of(this, session.dialect());
        return check ? all.found(session, there) : CompletableFuture.completedStage(all);
    }
}
