package io.granary.schema;

import static io.granary.sql.Functions.call;
import static io.granary.sql.Functions.now;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.literalSql;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.sql.Sql.value;
import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.TIMESTAMP_WITH_TIME_ZONE;
import static io.granary.type.Types.enumOf;
import static io.granary.type.Types.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.dialect.Dialects;
import io.granary.error.ArgumentException;
import io.granary.error.CompileException;
import io.granary.sql.Executable;
import io.granary.type.Types;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data definition as it is written for each database. */
final class DdlTextTest {

    private static final Table PLAIN = Table.of("plain", t -> {
        t.column("id", INTEGER, c -> c.primaryKey());
        t.column("Order", string(10));
    });

    private static String on(String dialect, Executable statement) {
        return statement.toSql(Dialects.named(dialect)).text();
    }

    private static String create(String dialect, Table table) {
        return on(dialect, new CreateTable(table, false, List.of()));
    }

    private static Column<String> order() {
        return PLAIN.column("Order", String.class);
    }

    // ---- tables

    @Test
    @Tag("SQ70")
    void aKeyBeginsWithWhatTheDatabaseNumbersUnlessItsOrderIsGiven() {
        Table implicit = Table.of("t", t -> {
            t.column("a", INTEGER, c -> c.primaryKey());
            t.column("b", INTEGER, c -> c.primaryKey().identity());
        });
        Table explicit = Table.of("t", t -> {
            Column<Integer> a = t.column("a", INTEGER);
            Column<Integer> b = t.column("b", INTEGER, c -> c.identity());
            t.primaryKey(a, b);
        });

        assertThat(create("mysql", implicit))
                .isEqualTo(
                        "CREATE TABLE t (a INTEGER NOT NULL, b INTEGER AUTO_INCREMENT NOT NULL, PRIMARY KEY (b, a))");
        assertThat(create("mysql", explicit)).endsWith("PRIMARY KEY (a, b))");
    }

    @Test
    @Tag("SQ71")
    void whatIsThereAlreadyOrNotCanBeAllowedFor() {
        Index index = new Index("ix_plain", PLAIN, List.of(order()), false, null);

        assertThat(on("postgresql", new CreateTable(PLAIN, true, List.of())))
                .startsWith("CREATE TABLE IF NOT EXISTS plain (");
        assertThat(on("h2", new DropTable(PLAIN, true))).isEqualTo("DROP TABLE IF EXISTS plain");
        assertThat(on("mariadb", new CreateIndex(index, true)))
                .isEqualTo("CREATE INDEX IF NOT EXISTS ix_plain ON plain (`Order`)");
        assertThat(on("mariadb", new DropIndex(index, true))).isEqualTo("DROP INDEX IF EXISTS ix_plain ON plain");
        assertThat(on("postgresql", new DropIndex(index, true))).isEqualTo("DROP INDEX IF EXISTS ix_plain");
        assertThatThrownBy(() -> on("mysql", new CreateIndex(index, true)))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("INDEX_IF_NOT_EXISTS");
    }

    @Test
    @Tag("DI20")
    void identitySaysWhereItBeginsAndHowFarItGoes() {
        Table table = Table.of("t", t -> t.column("id", INTEGER, c -> c.identity(new Identity(true, 4, 7))));

        assertThat(create("postgresql", table))
                .isEqualTo("CREATE TABLE t (id INTEGER GENERATED ALWAYS AS IDENTITY (INCREMENT BY 7 START WITH 4))");
    }

    @Test
    @Tag("DI10")
    void onMySqlADefaultThatIsComputedStandsInParentheses() {
        Table table = Table.of("t", t -> {
            t.column("at", TIMESTAMP_WITH_TIME_ZONE, c -> c.serverDefault(now()));
            t.column("note", string(10), c -> c.serverDefault(value("it's")));
            t.column("id", string(36), c -> c.serverDefault(call("uuid", string(36))));
        });

        assertThat(create("mysql", table))
                .isEqualTo("CREATE TABLE t (at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),"
                        + " note VARCHAR(10) DEFAULT 'it''s', id VARCHAR(36) DEFAULT (uuid()))");
    }

    @Test
    void textWithoutALengthIsAnotherType() {
        assertThatThrownBy(() -> string(0)).isInstanceOf(ArgumentException.class);
        assertThat(create("mysql", Table.of("t", t -> t.column("note", Types.TEXT))))
                .isEqualTo("CREATE TABLE t (note LONGTEXT)");
    }

    @Test
    void aForeignKeyMayBeCheckedLaterWhereTheDatabaseCan() {
        Table table = Table.of(
                "t",
                t -> t.column(
                        "plain_id",
                        INTEGER,
                        c -> c.references(
                                ForeignKeyTarget.of(PLAIN.column("id")).checked(ForeignKeyTarget.Check.AT_COMMIT))));

        assertThat(create("postgresql", table))
                .endsWith("FOREIGN KEY (plain_id) REFERENCES plain (id) DEFERRABLE INITIALLY DEFERRED)");
        assertThatThrownBy(() -> create("mysql", table))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("DEFERRABLE_CONSTRAINTS");
    }

    // ---- indexes

    @Test
    @Tag("QU10")
    void anIndexQuotesColumnsAsTheTableDoes() {
        Index index = new Index("ix", PLAIN, List.of(order()), false, null);

        assertThat(on("postgresql", new CreateIndex(index, false))).isEqualTo("CREATE INDEX ix ON plain (\"Order\")");
    }

    @Test
    @Tag("DI08")
    void theRowsOfAnIndexAreToldByConstants() {
        Index index = new Index("ix", PLAIN, List.of(order()), true, null).where(order().eq("b's"));

        assertThat(on("postgresql", new CreateIndex(index, false)))
                .isEqualTo("CREATE UNIQUE INDEX ix ON plain (\"Order\") WHERE \"Order\" = 'b''s'");
        assertThatThrownBy(() -> on("h2", new CreateIndex(index, false)))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("PARTIAL_INDEXES");
    }

    // ---- sequences, types, comments

    @Test
    void aSequenceSaysWhatItWasToldOnly() {
        Sequence numbers = Sequence.named("numbers");
        Sequence all = numbers.inSchema("shop")
                .startingAt(5)
                .by(5)
                .between(5L, 500L)
                .caching(10)
                .cycling();

        assertThat(on("h2", new CreateSequence(numbers, false)))
                .isEqualTo("CREATE SEQUENCE numbers START WITH 1 INCREMENT BY 1");
        assertThat(on("postgresql", new CreateSequence(all, true)))
                .isEqualTo("CREATE SEQUENCE IF NOT EXISTS shop.numbers START WITH 5 INCREMENT BY 5"
                        + " MINVALUE 5 MAXVALUE 500 CACHE 10 CYCLE");
        assertThat(on("mariadb", new DropSequence(all, true))).isEqualTo("DROP SEQUENCE IF EXISTS shop.numbers");
        assertThatThrownBy(() -> on("mysql", new CreateSequence(numbers, false)))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("SEQUENCES");
    }

    @Test
    void theNextNumberIsAnExpression() {
        Sequence numbers = Sequence.named("Numbers");

        assertThat(on("postgresql", select(numbers.nextValue()))).isEqualTo("SELECT nextval('\"Numbers\"') AS anon_1");
        assertThat(on("h2", select(numbers.nextValue()))).isEqualTo("SELECT NEXT VALUE FOR \"Numbers\" AS anon_1");
        assertThat(on("mariadb", insert(PLAIN).set(id(), numbers.nextValue())))
                .isEqualTo("INSERT INTO plain (id) VALUES (NEXT VALUE FOR `Numbers`)");
    }

    @SuppressWarnings("unchecked") // any number fits
    private static Column<Long> id() {
        return (Column<Long>) (Column<?>) PLAIN.column("id");
    }

    @Test
    void commentsAreStatementsOrPartsOfTheTable() {
        Table table = Table.of("t", t -> {
            t.column("id", INTEGER, c -> c.comment("the key's"));
            t.comment("all");
        });

        assertThat(texts("postgresql", MetaData.of(table)))
                .containsExactly(
                        "CREATE TABLE t (id INTEGER)",
                        "COMMENT ON TABLE t IS 'all'",
                        "COMMENT ON COLUMN t.id IS 'the key''s'");
        assertThat(texts("mysql", MetaData.of(table)))
                .containsExactly("CREATE TABLE t (id INTEGER COMMENT 'the key''s') COMMENT='all'");
        assertThat(on("h2", new CommentOn(table, null, null))).isEqualTo("COMMENT ON TABLE t IS NULL");
    }

    private static List<String> texts(String dialect, MetaData metaData) {
        return metaData.creating(Dialects.named(dialect)).stream()
                .map(statement -> on(dialect, statement))
                .toList();
    }

    @Test
    void typesOfNamesComeBeforeTheTablesAndGoAfterThem() {
        Table table = Table.of("t", t -> {
            t.column("unit", enumOf(TimeUnit.class, "time_unit"));
            t.column("units", Types.array(enumOf(TimeUnit.class, "time_unit")));
        });

        assertThat(texts("postgresql", MetaData.of(table)))
                .containsExactly(
                        "CREATE TYPE time_unit AS ENUM ('NANOSECONDS', 'MICROSECONDS', 'MILLISECONDS', 'SECONDS',"
                                + " 'MINUTES', 'HOURS', 'DAYS')",
                        "CREATE TABLE t (unit time_unit, units time_unit[])");
        assertThat(MetaData.of(table).dropping(Dialects.named("postgresql")).stream()
                        .map(statement -> on("postgresql", statement)))
                .containsExactly("DROP TABLE t", "DROP TYPE time_unit");
        assertThat(MetaData.of(table).dropping(Dialects.named("h2"))).hasSize(1);
    }

    // ---- hooks and schemas

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "h2"})
    void statementsOfTheUsersRunAroundOurs(String dialect) {
        MetaData metaData = MetaData.of(PLAIN)
                .beforeCreate(text("first"))
                .afterCreate("postgresql", text("only there"))
                .afterCreate(text("last"))
                .beforeDrop(text("before"))
                .afterDrop("mysql", text("not here"));

        List<String> created = texts(dialect, metaData);
        assertThat(created.get(0)).isEqualTo("first");
        assertThat(created.get(1)).startsWith("CREATE TABLE");
        assertThat(created.contains("only there")).isEqualTo(dialect.equals("postgresql"));
        assertThat(created.get(created.size() - 1)).isEqualTo("last");
        assertThat(metaData.dropping(Dialects.named(dialect))).hasSize(2);
    }

    @Test
    void tablesAreCopiedIntoASchemaWithAllTheySay() {
        Table child = Table.of("child", t -> {
            Column<Integer> id =
                    t.column("id", INTEGER, c -> c.primaryKey().identity().comment("key"));
            Column<Integer> parent = t.column(
                    "parent",
                    INTEGER,
                    c -> c.notNull()
                            .index()
                            .references(
                                    ForeignKeyTarget.of(PLAIN.column("id")).onDelete(ForeignKeyTarget.Action.CASCADE)));
            t.unique("uq_child", parent, id);
            t.check("ck_child", id.gt(0));
            t.index("ix_child", id, literalSql("lower(x)", string(5)));
            t.comment("children");
        });
        MetaData tenant = MetaData.of(PLAIN, child).inSchema("tenant");

        assertThat(tenant.tables()).extracting(Table::toString).containsExactly("tenant.plain", "tenant.child");
        assertThat(texts("postgresql", tenant))
                .containsExactly(
                        "CREATE TABLE tenant.plain (id INTEGER NOT NULL, \"Order\" VARCHAR(10), PRIMARY KEY (id))",
                        "CREATE TABLE tenant.child (id INTEGER GENERATED BY DEFAULT AS IDENTITY NOT NULL,"
                                + " parent INTEGER NOT NULL, PRIMARY KEY (id),"
                                + " CONSTRAINT uq_child UNIQUE (parent, id), CONSTRAINT ck_child CHECK (id > 0),"
                                + " FOREIGN KEY (parent) REFERENCES tenant.plain (id) ON DELETE CASCADE)",
                        "CREATE INDEX ix_child_parent ON tenant.child (parent)",
                        "CREATE INDEX ix_child ON tenant.child (id, (lower(x)))",
                        "COMMENT ON TABLE tenant.child IS 'children'",
                        "COMMENT ON COLUMN tenant.child.id IS 'key'");
        Column<?> copied =
                tenant.table("tenant.plain").orElseThrow().tableColumns().get(1);
        assertThat(on("postgresql", select(copied))).isEqualTo("SELECT tenant.plain.\"Order\" FROM tenant.plain");
    }

    // ---- order

    @Test
    @Tag("SQ85")
    void aCircleBeginsWithItsFirstByNameAndIsTold() {
        Tables tables = new Tables();
        TableOrder order =
                MetaData.of(tables.a, tables.b, tables.c, tables.d, tables.e).order();

        assertThat(order.sorted()).extracting(Table::tableName).containsExactly("e", "b", "a", "c", "d");
        assertThat(order.circular())
                .extracting(key -> key.table() + " to " + key.target())
                .containsExactly("b to d");
    }

    /** b refers to d, d to c, c to b, and a to b. */
    private static final class Tables {
        private final Table a = table("a", () -> this.b);
        private final Table b = table("b", () -> this.d);
        private final Table c = table("c", () -> this.b);
        private final Table d = table("d", () -> this.c);
        private final Table e = Table.of("e", t -> t.column("id", INTEGER, column -> column.primaryKey()));

        private static Table table(String name, Supplier<Table> target) {
            return Table.of(name, t -> {
                t.column("id", INTEGER, column -> column.primaryKey());
                t.column(
                        "other",
                        INTEGER,
                        column -> column.references(ForeignKeyTarget.of(
                                () -> target.get().tableColumns().get(0))));
            });
        }
    }

    @Test
    void aNumberThatIsNoWholeOneIsNotNumberedByTheDatabase() {
        assertThatThrownBy(() -> Table.of("t", t -> t.column("id", string(5), c -> c.identity())))
                .isInstanceOf(ArgumentException.class);
        assertThat(BIG_INTEGER.kind().isInteger()).isTrue();
    }
}
