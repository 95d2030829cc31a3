package io.granary.testkit.random;

import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static io.granary.sql.Sql.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.TransactionMode;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.error.GranaryException;
import io.granary.schema.CreateSchema;
import io.granary.schema.CreateSequence;
import io.granary.schema.DropSchema;
import io.granary.schema.DropSequence;
import io.granary.schema.Inspector;
import io.granary.schema.MetaData;
import io.granary.schema.Sequence;
import io.granary.schema.Table;
import io.granary.schema.catalog.CheckInfo;
import io.granary.schema.catalog.ColumnInfo;
import io.granary.schema.catalog.IndexInfo;
import io.granary.schema.catalog.KeyInfo;
import io.granary.sql.Cte;
import io.granary.sql.Executable;
import io.granary.sql.Params;
import io.granary.sql.Select;
import io.granary.sql.Subquery;
import io.granary.sql.TableAlias;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.OnBench;
import io.granary.testkit.PlainDriver;
import io.granary.type.Types;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever things are called, names are names and never SQL: they come back as they were given, and nothing else is there afterwards. */
public interface AnyNameCompliance extends OnBench {

    private static Naming naming(Bench bench, long seed) {
        return new Naming(NameRules.of(bench.database().kind()), Dice.of(seed, 0));
    }

    private static Inspector inspector(Bench bench) {
        return Inspector.of(bench.engine());
    }

    private static Result run(Bench bench, Executable statement) {
        return Await.value(bench.engine().execute(statement));
    }

    @Test
    default void partsOfTablesMayHaveAnyName(Bench bench) {
        List<String> before = Await.value(inspector(bench).tableNames());
        long seed = Seed.of(20261129);
        Naming naming = naming(bench, seed);
        for (int i = 0; i < 12; i++) {
            NamedObjects table = new NamedObjects(null, naming);
            MetaData metaData = bench.dropping(MetaData.of(table));
            try {
                Await.value(metaData.createAll(bench.engine()));
                isFound(inspector(bench), table);
                isUsed(bench, table, naming);
                Await.value(metaData.dropAll(bench.engine()));
            } catch (AssertionError wrong) {
                throw new AssertionError(
                        "Table %d, %s. %s. %s".formatted(i, table, Seed.again(seed), wrong.getMessage()), wrong);
            }
        }
        assertThat(Await.value(inspector(bench).tableNames())).isEqualTo(before);
    }

    private static void isFound(Inspector inspector, NamedObjects table) {
        assertThat(Await.value(inspector.tableNames())).contains(table.tableName());
        assertThat(Await.value(inspector.hasTable(table.tableName()))).isTrue();
        assertThat(Await.value(inspector.columns(table.tableName())))
                .extracting(ColumnInfo::name)
                .containsExactly(table.id.name(), table.text.name(), table.number.name());
        assertThat(Await.value(inspector.primaryKey(table.tableName()))
                        .orElseThrow()
                        .columns())
                .containsExactly(table.id.name());
        assertThat(Await.value(inspector.uniqueConstraints(table.tableName())))
                .extracting(KeyInfo::name)
                .containsExactly(table.uniqueName);
        assertThat(Await.value(inspector.checkConstraints(table.tableName())))
                .extracting(CheckInfo::name)
                .containsExactly(table.checkName);
        assertThat(Await.value(inspector.indexes(table.tableName())))
                .extracting(IndexInfo::name)
                .contains(table.indexName);
    }

    private static void isUsed(Bench bench, NamedObjects table, Naming naming) {
        Await.value(bench.engine()
                .execute(
                        insert(table),
                        List.of(
                                Params.of(table.id.key(), 1, table.text.key(), "one", table.number.key(), 10),
                                Params.of(table.id.key(), 2, table.text.key(), "two", table.number.key(), 20))));
        run(
                bench,
                insert(table)
                        .set(table.id, 2)
                        .set(table.text, "zwei")
                        .set(table.number, 20)
                        .upsert(table.id));
        run(bench, update(table).set(table.text, table.text.concat("!")).where(table.number.eq(10)));

        List<String> names = naming.several(6);
        List<Row> rows = run(bench, query(table, names, naming.mayNest())).fetchAll();
        assertThat(rows.get(0).keys()).containsExactly(names.get(1), names.get(2));
        assertThat(rows).extracting(row -> row.get(names.get(1))).containsExactly("one!", "zwei");
        assertThat(rows.get(1).get(names.get(2), Integer.class)).isEqualTo(20);
        assertThat(run(bench, delete(table).where(table.text.eq("one!"))).rowCount())
                .isEqualTo(1);
        assertThat(run(bench, select(table)).one().get(table.text)).isEqualTo("zwei");
    }

    /** All rows, by the second and third name; within subqueries if they may be. */
    private static Select<?> query(NamedObjects table, List<String> names, boolean nested) {
        TableAlias alias = table.as(names.get(0));
        Select<?> query = select(
                        alias.column(table.text).as(names.get(1)),
                        alias.column(table.number).as(names.get(2)))
                .where(alias.column(table.id).in(1, 2));
        if (!nested) {
            return query.orderBy(alias.column(table.number));
        }
        Subquery inner = query.subquery(names.get(3));
        Cte cte = select(inner.column(names.get(1)), inner.column(names.get(2)).as(names.get(4)))
                .cte(names.get(5));
        return select(cte.column(names.get(1)), cte.column(names.get(4)).as(names.get(2)))
                .orderBy(cte.column(names.get(4)));
    }

    @Test
    default void labelsMayBeAnything(Bench bench) {
        long seed = Seed.of(20261130);
        for (int i = 0; i < 150; i++) {
            List<String> labels = new Naming(NameRules.of(bench.database().kind()), Dice.of(seed, i)).several(3);

            Row row = run(
                            bench,
                            select(
                                    value(1).cast(Types.INTEGER).as(labels.get(0)),
                                    value(2).cast(Types.INTEGER).as(labels.get(1)),
                                    value(3).cast(Types.INTEGER).as(labels.get(2))))
                    .one();

            assertThat(row.keys()).as(Seed.again(seed)).isEqualTo(labels);
            assertThat(row.get(labels.get(1), Integer.class)).isEqualTo(2);
        }
    }

    @Test
    default void schemasMayHaveAnyName(Bench bench) {
        if (bench.refusesSchemas()) {
            return;
        }
        List<String> before = Await.value(inspector(bench).schemaNames());
        Naming naming = naming(bench, Seed.of(20261201));
        for (int i = 0; i < 4; i++) {
            String schema = naming.file();
            NamedObjects table = new NamedObjects(schema, naming);
            MetaData metaData = MetaData.of(table);
            run(bench, new CreateSchema(schema, false));
            try {
                assertThat(Await.value(inspector(bench).schemaNames())).contains(schema);
                Await.value(metaData.createAll(bench.engine()));
                isFound(inspector(bench).inSchema(schema), table);
                isUsed(bench, table, naming);
            } finally {
                Await.value(metaData.dropAll(bench.engine()));
                run(bench, new DropSchema(schema, false, false));
            }
        }
        assertThat(Await.value(inspector(bench).schemaNames())).isEqualTo(before);
    }

    @Test
    default void sequencesMayHaveAnyName(Bench bench) {
        if (!bench.capabilities().supports(Feature.SEQUENCES)) {
            return;
        }
        Naming naming = naming(bench, Seed.of(20261202));
        for (int i = 0; i < 8; i++) {
            Sequence sequence = Sequence.named(naming.file()).startingAt(7);
            run(bench, new CreateSequence(sequence, false));
            try {
                assertThat(Await.value(inspector(bench).sequenceNames())).containsExactly(sequence.name());
                assertThat(run(bench, select(sequence.nextValue())).scalar(Long.class))
                        .contains(7L);
            } finally {
                run(bench, new DropSequence(sequence, false));
            }
        }
        assertThat(Await.value(inspector(bench).sequenceNames())).isEmpty();
    }

    @Test
    default void namesThatCannotBeAreRefused(Bench bench) {
        List<String> before = Await.value(inspector(bench).tableNames());
        for (String name : NameRules.of(bench.database().kind()).refused()) {
            Table table = Table.of(name, t -> t.column("id", Types.INTEGER));
            Table part = Table.of("refused", t -> t.column(name, Types.INTEGER));

            Await.failure(MetaData.of(table).createAll(bench.engine()), GranaryException.class);
            Await.failure(MetaData.of(part).createAll(bench.engine()), GranaryException.class);
        }
        assertThat(Await.value(inspector(bench).tableNames())).isEqualTo(before);
    }

    /** They are for the port's own use, and drivers do not quote them. */
    @Test
    default void savepointsHavePlainNames(Bench bench) {
        Driver driver = PlainDriver.to(bench.database(), 1, Await.PATIENCE);
        DriverConnection connection = Await.value(driver.open());
        Await.value(connection.begin(TransactionMode.DEFAULT));
        Await.value(connection.savepoint("Sp_1"));
        for (String name : Scraps.HARMFUL) {
            for (String odd : List.of(name, "a" + name, "a" + name + " drop table items")) {
                if (!odd.matches("\\w+")) {
                    Await.failure(connection.savepoint(odd), DriverException.class);
                    Await.failure(connection.rollbackToSavepoint(odd), DriverException.class);
                    Await.failure(connection.releaseSavepoint(odd), DriverException.class);
                }
            }
        }
        Await.value(connection.rollbackToSavepoint("Sp_1"));
        Await.value(connection.releaseSavepoint("Sp_1"));
        Await.value(connection.commit());
        Await.value(connection.close());
        Await.value(driver.close());
        assertThat(bench.committed()).isZero();
    }
}
