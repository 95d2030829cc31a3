package io.granary.testkit;

import static io.granary.sql.Functions.now;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.value;
import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.BOOLEAN;
import static io.granary.type.Types.BYTES;
import static io.granary.type.Types.DATE;
import static io.granary.type.Types.DOUBLE;
import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.JSON;
import static io.granary.type.Types.REAL;
import static io.granary.type.Types.SMALL_INTEGER;
import static io.granary.type.Types.TEXT;
import static io.granary.type.Types.TIME;
import static io.granary.type.Types.TIMESTAMP;
import static io.granary.type.Types.TIMESTAMP_WITH_TIME_ZONE;
import static io.granary.type.Types.UUID;
import static io.granary.type.Types.array;
import static io.granary.type.Types.enumOf;
import static io.granary.type.Types.numeric;
import static io.granary.type.Types.string;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.error.NoSuchTableException;
import io.granary.schema.Column;
import io.granary.schema.ForeignKeyTarget;
import io.granary.schema.ForeignKeyTarget.Action;
import io.granary.schema.Index;
import io.granary.schema.Inspector;
import io.granary.schema.MetaData;
import io.granary.schema.NamingConvention;
import io.granary.schema.Reflection;
import io.granary.schema.Table;
import io.granary.schema.catalog.CheckInfo;
import io.granary.schema.catalog.ColumnInfo;
import io.granary.schema.catalog.ForeignKeyInfo;
import io.granary.schema.catalog.IndexInfo;
import io.granary.schema.catalog.KeyInfo;
import io.granary.sql.Functions;
import io.granary.sql.Params;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.type.OtherType;
import io.granary.type.SizedType;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a real database tells of its tables, and tables made of it. */
public interface InspectorCompliance extends OnBench {

    private static Household household(Bench bench) {
        Household household = new Household();
        Await.value(bench.dropping(household.metaData).createAll(bench.engine()));
        return household;
    }

    private static Inspector inspector(Bench bench) {
        return Inspector.of(bench.engine());
    }

    // ---- what there is

    @Test
    default void tablesViewsAndSchemasAreTold(Bench bench) {
        household(bench);
        bench.sql().run("drop view if exists old_homes", "create view old_homes as select id from homes where id < 10");
        try {
            Inspector inspector = inspector(bench);

            assertThat(Await.value(inspector.tableNames())).containsExactly("homes", "items", "persons", "things");
            assertThat(Await.value(inspector.viewNames())).containsExactly("old_homes");
            assertThat(Await.value(inspector.schemaNames())).isNotEmpty();
            assertThat(Await.value(inspector.hasTable("homes"))).isTrue();
            assertThat(Await.value(inspector.hasTable("old_homes"))).isTrue();
            assertThat(Await.value(inspector.hasTable("houses"))).isFalse();
            assertThat(Await.value(inspector.columns("old_homes")))
                    .extracting(ColumnInfo::name)
                    .containsExactly("id");
            assertThat(Await.value(MetaData.reflect(bench.engine(), Reflection.ALL.withViews()))
                            .tables())
                    .extracting(Table::tableName)
                    .contains("old_homes", "homes");
        } finally {
            bench.sql().run("drop view old_homes");
        }
    }

    @Test
    @Tag("QU07")
    default void letterCaseOfTablesCounts(Bench bench) {
        Table small = Table.of("tab1", t -> t.column("id", INTEGER));
        Table mixed = Table.of("Tab2", t -> t.column("Id", INTEGER, c -> c.primaryKey()));
        Await.value(bench.dropping(MetaData.of(small, mixed)).createAll(bench.engine()));
        Inspector inspector = inspector(bench);

        assertThat(Await.value(inspector.hasTable("tab1"))).isTrue();
        assertThat(Await.value(inspector.hasTable("Tab2"))).isTrue();
        assertThat(Await.value(inspector.tableNames())).contains("tab1", "Tab2");
        assertThat(Await.value(inspector.columns("Tab2")))
                .extracting(ColumnInfo::name)
                .containsExactly("Id");
        assertThat(Await.value(inspector.primaryKey("Tab2")).orElseThrow().columns())
                .containsExactly("Id");
    }

    // ---- what it looks like

    @Test
    default void keysAndReferencesAreTold(Bench bench) {
        household(bench);
        Inspector inspector = inspector(bench);

        assertThat(Await.value(inspector.primaryKey("things")).orElseThrow().columns())
                .containsExactly("number", "home_id");
        assertThat(Await.value(inspector.primaryKey("items")).orElseThrow().columns())
                .containsExactly("id");
        List<ForeignKeyInfo> keys = Await.value(inspector.foreignKeys("things"));
        assertThat(keys).hasSize(1);
        assertThat(keys.get(0).columns()).containsExactly("home_id");
        assertThat(keys.get(0).targetSchema()).isNull();
        assertThat(keys.get(0).targetTable()).isEqualTo("homes");
        assertThat(keys.get(0).targetColumns()).containsExactly("id");
        assertThat(keys.get(0).onDelete()).isEqualTo(Action.CASCADE);
        assertThat(Await.value(inspector.foreignKeys("homes")))
                .extracting(ForeignKeyInfo::name)
                .containsExactly("fk_homes_owner");
        assertThat(Await.value(inspector.uniqueConstraints("things")))
                .extracting(KeyInfo::columns)
                .containsExactly(List.of("label"));
        assertThat(Await.value(inspector.indexes("things")))
                .filteredOn(index -> index.name().equals("ix_things_since"))
                .extracting(IndexInfo::terms)
                .containsExactly(List.of(new IndexInfo.Term("since", false), new IndexInfo.Term("label", false)));
        assertThat(Await.value(inspector.indexes("persons")))
                .extracting(IndexInfo::name)
                .containsExactly("ix_persons_name");
        assertThat(Await.value(inspector.foreignKeys("items"))).isEmpty();
        assertThat(Await.value(inspector.tableComment("items"))).isEmpty();
    }

    @Test
    @Tag("SQ86")
    default void aMissingTableIsAnErrorThatNamesIt(Bench bench) {
        Inspector inspector = inspector(bench);

        assertThat(Await.failure(inspector.columns("houses"), NoSuchTableException.class))
                .hasMessageContaining("houses");
        Await.failure(inspector.indexes("houses"), NoSuchTableException.class);
        Await.failure(inspector.inSchema("nowhere").columns("items"), NoSuchTableException.class);
        Await.failure(MetaData.reflect(bench.engine(), Reflection.ALL.only("houses")), NoSuchTableException.class);
    }

    /** A table with a column of each type, and what else a table may say. */
    final class Everything extends Table {
        /** Numbered by the database. */
        public final Column<Long> id =
                column("id", BIG_INTEGER, c -> c.primaryKey().identity());

        /** With a constant. */
        public final Column<Integer> size =
                column("size", INTEGER, c -> c.notNull().serverDefault(value(7)).comment("it's a number"));

        /** Computed. */
        public final Column<Integer> twice = column("twice", INTEGER, c -> c.computed(size.mul(2)));

        /** With a constant that holds a quote. */
        public final Column<String> note = column("note", string(30), c -> c.serverDefault(value("it's \\ here")));

        Everything(Bench bench) {
            super("everything");
            column("small", SMALL_INTEGER);
            column("price", numeric(10, 2), c -> c.serverDefault(value(new BigDecimal("1.50"))));
            column("ratio", REAL);
            column("exact", DOUBLE);
            column("active", BOOLEAN, c -> c.serverDefault(value(true)));
            column("body", TEXT);
            column("picture", BYTES);
            column("born", DATE);
            column("wake", TIME);
            column("seen", TIMESTAMP);
            column("at", TIMESTAMP_WITH_TIME_ZONE, c -> c.notNull().serverDefault(now()));
            column("token", UUID);
            column("profile", JSON);
            column("weekday", enumOf(DayOfWeek.class, "day_of_everything"));
            column("Order", string(20));
            if (bench.capabilities().supports(Feature.ARRAYS)) {
                column("tags", array(string(10)));
            }
            check("ck_everything_size", size.gt(0));
            unique("uq_everything_note", note, size);
            index("ix_everything_twice", twice, size);
            if (bench.capabilities().supports(Feature.PARTIAL_INDEXES)) {
                index(new Index("ix_everything_some", this, List.of(note), true, size.gt(3)));
            }
            if (bench.capabilities().supports(Feature.EXPRESSION_INDEXES)) {
                index("ix_everything_lower", Functions.lower(note));
            }
            comment("all there's");
        }
    }

    /** What a database tells of all tables. */
    private static Map<String, Object> portrait(Bench bench) {
        Inspector inspector = inspector(bench);
        Map<String, Object> told = new LinkedHashMap<>();
        for (String table : Await.value(inspector.tableNames())) {
            told.put(table + ".columns", Await.value(inspector.columns(table)));
            told.put(table + ".primaryKey", Await.value(inspector.primaryKey(table)));
            told.put(table + ".foreignKeys", Await.value(inspector.foreignKeys(table)));
            told.put(table + ".uniques", Await.value(inspector.uniqueConstraints(table)));
            told.put(table + ".checks", Await.value(inspector.checkConstraints(table)));
            told.put(table + ".indexes", Await.value(inspector.indexes(table)));
            told.put(table + ".comment", Await.value(inspector.tableComment(table)));
        }
        told.put("enums", Await.value(inspector.enums()));
        return told;
    }

    @Test
    default void aDatabaseMadeOfWhatAnotherToldTellsTheSame(Bench bench) {
        Household household = new Household();
        Everything everything = new Everything(bench);
        MetaData declared =
                bench.dropping(MetaData.of(household.persons, household.homes, household.things, everything));
        Await.value(declared.createAll(bench.engine()));
        Map<String, Object> before = portrait(bench);

        MetaData told = Await.value(MetaData.reflect(bench.engine()));
        Await.value(told.dropAll(bench.engine()));
        Map<String, Object> between = portrait(bench);
        Await.value(told.createAll(bench.engine()));

        assertThat(between.keySet()).containsExactly("enums");
        assertThat(portrait(bench)).isEqualTo(before);
        assertThat(told.tables()).extracting(Table::tableName).contains("everything", "homes", "things", "persons");
    }

    @Test
    default void aReflectedTableIsUsedLikeAnyOther(Bench bench) {
        household(bench);
        MetaData told = Await.value(MetaData.reflect(bench.engine(), Reflection.ALL.only("persons")));
        Table persons = told.table("persons").orElseThrow();

        Await.value(bench.engine().execute(insert(persons), Params.of("name", "ann")));

        assertThat(told.tables()).extracting(Table::tableName).contains("homes");
        assertThat(Await.value(bench.engine()
                                .execute(select(persons)
                                        .where(persons.column("name", String.class)
                                                .eq("ann"))))
                        .one()
                        .get(persons.column("id", Long.class)))
                .isEqualTo(1L);
        assertThat(persons.foreignKeys().get(0).target())
                .isSameAs(told.table("homes").orElseThrow());
    }

    @Test
    default void typesAreReadBackAsWhatTheyWereDeclared(Bench bench) {
        Everything everything = new Everything(bench);
        Await.value(bench.dropping(MetaData.of(everything)).createAll(bench.engine()));
        boolean mySql = bench.capabilities().isMySql();
        boolean sqlite = bench.database().kind() == DatabaseKind.SQLITE;

        for (ColumnInfo told : Await.value(inspector(bench).columns("everything"))) {
            Column<?> declared = everything.column(told.name());
            Object expected = switch (told.name()) {
                case "at" -> mySql ? TIMESTAMP : declared.type();
                case "token" -> mySql ? string(36) : declared.type();
                default -> declared.type();
            };
            if (told.name().equals("weekday")) {
                assertThat(told.type()).isInstanceOf(sqlite ? SizedType.class : OtherType.class);
            } else {
                assertThat(told.type()).as(told.name()).isEqualTo(expected);
            }
            assertThat(told.nullable()).as(told.name()).isEqualTo(declared.isNullable());
        }
        ColumnInfo size = Await.value(inspector(bench).columns("everything")).get(1);
        assertThat(size.defaultSql()).contains("7");
        boolean comments = bench.capabilities().claims(Claim.KEEPS_COMMENTS);
        assertThat(size.comment()).isEqualTo(comments ? "it's a number" : null);
        assertThat(Await.value(inspector(bench).tableComment("everything")))
                .isEqualTo(comments ? Optional.of("all there's") : Optional.empty());
        assertThat(Await.value(inspector(bench).checkConstraints("everything")))
                .extracting(CheckInfo::name)
                .containsExactly("ck_everything_size");
    }

    @Test
    default void anotherSchemaIsLookedAtByItsName(Bench bench) {
        if (bench.refusesSchemas()) {
            return;
        }
        Household household = new Household();
        MetaData there = household
                .metaData
                .inSchema("tenant_two")
                .named(NamingConvention.DEFAULT.unique("uq_{table_name}_{column_0_name}"));
        bench.sql().run("drop schema if exists tenant_two", "create schema tenant_two");
        try {
            Await.value(there.createAll(bench.engine()));
            Inspector inspector = inspector(bench).inSchema("tenant_two");

            assertThat(Await.value(inspector(bench).schemaNames())).contains("tenant_two");
            assertThat(Await.value(inspector.tableNames())).containsExactly("homes", "persons", "things");
            assertThat(Await.value(inspector.foreignKeys("homes")).get(0).targetSchema())
                    .isEqualTo("tenant_two");
            assertThat(Await.value(inspector.uniqueConstraints("things")))
                    .extracting(KeyInfo::name)
                    .containsExactly("uq_things_label");
            MetaData told = Await.value(MetaData.reflect(bench.engine(), Reflection.ALL.inSchema("tenant_two")));
            assertThat(told.tables()).extracting(Table::toString).contains("tenant_two.homes");
            ForeignKeyTarget target = told.table("tenant_two.homes")
                    .orElseThrow()
                    .foreignKeys()
                    .get(0)
                    .targets()
                    .get(0);
            assertThat(target.column().get()).hasToString("persons.id");
        } finally {
            Await.value(there.dropAll(bench.engine()));
            bench.sql().run("drop schema tenant_two");
        }
    }
}
