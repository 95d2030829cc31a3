package io.granary.schema;

import io.granary.error.InvalidRequestException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Tables that belong together. Immutable. */
@SuppressWarnings("overloads") // no lambda is a target, since the method of one has a type parameter
public final class MetaData {

    private final List<Table> tables;

    private MetaData(List<Table> tables) {
        this.tables = tables;
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
        return new MetaData(List.copyOf(tables));
    }

    /** {@return the tables as they were given} */
    public List<Table> tables() {
        return tables;
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

    private CompletionStage<Done> creating(SchemaSession session, boolean check) {
        return check
                ? TablesThere.of(session, tables)
                        .thenCompose(there -> SchemaPlan.creating(tables.stream()
                                        .filter(table -> !there.has(table))
                                        .toList())
                                .run(session))
                : SchemaPlan.creating(tables).run(session);
    }

    private CompletionStage<Done> dropping(SchemaSession session, boolean check) {
        return check
                ? TablesThere.of(session, tables)
                        .thenCompose(there -> SchemaPlan.dropping(
                                        tables.stream().filter(there::has).toList())
                                .run(session))
                : SchemaPlan.dropping(tables).run(session);
    }
}
