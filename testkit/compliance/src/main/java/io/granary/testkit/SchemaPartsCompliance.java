package io.granary.testkit;

import static io.granary.sql.Functions.now;
import static io.granary.sql.Sql.defaultOf;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.sql.Sql.value;
import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.TIMESTAMP_WITH_TIME_ZONE;
import static io.granary.type.Types.enumOf;
import static io.granary.type.Types.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.granary.dialect.Feature;
import io.granary.engine.Row;
import io.granary.error.CheckViolationException;
import io.granary.error.CompileException;
import io.granary.error.ForeignKeyViolationException;
import io.granary.error.UniqueViolationException;
import io.granary.schema.Column;
import io.granary.schema.CreateSequence;
import io.granary.schema.ForeignKeyTarget;
import io.granary.schema.Identity;
import io.granary.schema.MetaData;
import io.granary.schema.NamingConvention;
import io.granary.schema.Sequence;
import io.granary.schema.Table;
import io.granary.sql.Params;
import java.time.DayOfWeek;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What belongs to tables besides columns, on a real database: sequences, types, names, defaults, hooks. */
public interface SchemaPartsCompliance extends OnBench {

    /** A table with a value of each kind that the database gives by itself. */
    final class Visits extends Table {
        /** Numbered by the database, from 10 on where it can be told. */
        public final Column<Long> id =
                column("id", BIG_INTEGER, c -> c.primaryKey().identity(new Identity(false, 10, 5)));

        /** Has the database's clock. */
        public final Column<OffsetDateTime> at =
                column("at", TIMESTAMP_WITH_TIME_ZONE, c -> c.notNull().serverDefault(now()));

        /** Has a constant with a quote in it. */
        public final Column<String> note =
                column("note", string(20), c -> c.serverDefault(value("it's")).comment("what's said"));

        /** The length of something. */
        public final Column<Integer> size = column("size", INTEGER);

        /** Twice the length. */
        public final Column<Integer> twice = column("twice", INTEGER, c -> c.computed(size.mul(2)));

        /** A day, as text or as a type of the database's own. */
        public final Column<DayOfWeek> day = column("weekday", enumOf(DayOfWeek.class, "day_of_visit"));

        Visits() {
            super("visits");
            check("size", size.lt(100));
            comment("who's been here");
        }
    }

    @Test
    @Tag("DI10")
    @Tag("DI20")
    default void theDatabaseGivesWhatItWasToldTo(Bench bench) {
        Visits visits = new Visits();
        Await.value(bench.dropping(MetaData.of(visits)).createAll(bench.engine()));

        Await.value(bench.engine().execute(insert(visits), Params.of("size", 7, "weekday", DayOfWeek.MONDAY)));
        Row row = Await.value(bench.engine().execute(select(visits))).one();

        assertThat(row.get(visits.id)).isEqualTo(bench.capabilities().claims(Claim.STARTS_NUMBERS) ? 10 : 1);
        assertThat(row.get(visits.at)).isNotNull();
        assertThat(row.get(visits.note)).isEqualTo("it's");
        assertThat(row.get(visits.twice)).isEqualTo(14);
        assertThat(row.get(visits.day)).isEqualTo(DayOfWeek.MONDAY);
        Await.failure(bench.engine().execute(insert(visits), Params.of("size", 100)), CheckViolationException.class);
    }

    @Test
    default void typesOfNamesAreCreatedOnceAndDroppedAtTheEnd(Bench bench) {
        Visits visits = new Visits();
        MetaData metaData = bench.dropping(MetaData.of(visits));

        Await.value(metaData.createAll(bench.engine()));
        Await.value(metaData.createAll(bench.engine()));
        Await.value(metaData.dropAll(bench.engine()));
        Await.value(metaData.dropAll(bench.engine()));
        Await.value(metaData.createAll(bench.engine(), false));
        Await.value(metaData.dropAll(bench.engine(), false));
    }

    @Test
    default void aSequenceGivesItsNumbersWhereThereAreAny(Bench bench) {
        Sequence numbers = Sequence.named("Numbers").startingAt(5).by(10);
        Table tickets = Table.of("tickets", t -> {
            t.column("id", BIG_INTEGER, c -> c.primaryKey());
            t.column("size", INTEGER);
        });
        Column<Long> id = tickets.column("id", Long.class);
        if (!bench.capabilities().supports(Feature.SEQUENCES)) {
            Await.failure(bench.engine().execute(new CreateSequence(numbers, false)), CompileException.class);
            return;
        }
        MetaData metaData = bench.dropping(MetaData.of(tickets).with(numbers));

        Await.value(metaData.createAll(bench.engine()));
        Await.value(metaData.createAll(bench.engine()));

        assertThat(Await.value(bench.engine().execute(select(numbers.nextValue())))
                        .scalar())
                .isEqualTo(5L);
        Await.value(bench.engine().execute(insert(tickets).set(id, numbers.nextValue())));
        assertThat(Await.value(bench.engine().execute(select(id))).scalar()).isEqualTo(15L);
    }

    @Test
    default void aColumnMayBeNumberedByASequence(Bench bench) {
        Sequence numbers = Sequence.named("ticket_numbers");
        Table tickets = Table.of("tickets", t -> {
            t.column("id", BIG_INTEGER, c -> c.primaryKey().serverDefault(numbers.nextValue()));
            t.column("size", INTEGER);
        });
        Column<Long> id = tickets.column("id", Long.class);
        if (!bench.capabilities().supports(Feature.SEQUENCES)) {
            assertThat(Await.failure(
                            MetaData.of(tickets).with(numbers).createAll(bench.engine()), CompileException.class))
                    .hasMessageContaining("SEQUENCES");
            return;
        }
        Await.value(bench.dropping(MetaData.of(tickets).with(numbers)).createAll(bench.engine()));

        Await.value(bench.engine().execute(insert(tickets).set(id, defaultOf(id))));
        Await.value(bench.engine().execute(insert(tickets), Params.of("size", 3)));

        assertThat(Await.value(bench.engine().execute(select(id).orderBy(id)))
                        .scalars()
                        .all())
                .isEqualTo(List.of(1L, 2L));
    }

    @Test
    default void aViolationNamesTheConstraintAsTheConventionDid(Bench bench) {
        Table codes = Table.of("codes", t -> {
            t.column("id", INTEGER, c -> c.primaryKey());
            t.column("code", string(10), c -> c.unique());
        });
        MetaData metaData =
                MetaData.of(codes).named(NamingConvention.DEFAULT.unique("uq_{table_name}_{column_0_name}"));
        Await.value(bench.dropping(metaData).createAll(bench.engine()));
        Await.value(bench.engine().execute(insert(codes), Params.of("id", 1, "code", "a")));

        UniqueViolationException twice = Await.failure(
                bench.engine().execute(insert(codes), Params.of("id", 2, "code", "a")), UniqueViolationException.class);

        if (bench.capabilities().claims(Claim.NAMES_CONSTRAINTS)) {
            assertThat(twice.constraint().orElseThrow()).containsIgnoringCase("uq_codes_code");
        }
    }

    @Test
    default void aForeignKeyIsCheckedAtCommitWhereTheDatabaseCan(Bench bench) {
        assumeTrue(bench.capabilities().supports(Feature.DEFERRABLE_CONSTRAINTS), "all is checked at once");
        AtomicReference<Column<Integer>> id = new AtomicReference<>();
        Table nodes = Table.of("nodes", t -> {
            id.set(t.column("id", INTEGER, c -> c.primaryKey()));
            t.column(
                    "next",
                    INTEGER,
                    c -> c.references(ForeignKeyTarget.of(id::get).checked(ForeignKeyTarget.Check.AT_COMMIT)));
        });
        Await.value(bench.dropping(MetaData.of(nodes)).createAll(bench.engine()));

        Await.value(bench.engine()
                .begin(connection -> connection
                        .execute(insert(nodes), Params.of("id", 1, "next", 2))
                        .thenCompose(first -> connection.execute(insert(nodes), Params.of("id", 2, "next", 1)))));
        Await.failure(
                bench.engine().begin(connection -> connection.execute(insert(nodes), Params.of("id", 3, "next", 4))),
                ForeignKeyViolationException.class);
    }

    @Test
    default void statementsOfTheUserRunAroundOurs(Bench bench) {
        Table marks = Table.of("marks", t -> t.column("id", INTEGER, c -> c.primaryKey()));
        MetaData metaData = MetaData.of(marks)
                .afterCreate(text("insert into marks (id) values (1)"))
                .afterCreate(bench.capabilities().isMySql() ? "h2" : "mysql", text("no such database"))
                .beforeDrop(text("insert into items (id, name) select id, 'mark' from marks"));
        bench.dropping(MetaData.of(marks));

        Await.value(metaData.createAll(bench.engine()));
        Await.value(metaData.dropAll(bench.engine()));

        assertThat(bench.sql().number("select id from items where name = 'mark'"))
                .isEqualTo(1);
    }

    @Test
    default void aSchemaHasTablesOfTheSameName(Bench bench) {
        if (bench.refusesSchemas()) {
            return;
        }
        Household household = new Household();
        MetaData here = bench.dropping(household.metaData);
        MetaData there = household.metaData.inSchema("tenant_one");
        bench.sql().run("drop schema if exists tenant_one", "create schema tenant_one");
        try {
            Await.value(there.createAll(bench.engine()));
            Await.value(here.createAll(bench.engine()));
            Table homes = there.table("tenant_one.homes").orElseThrow();
            Await.value(bench.engine().execute(insert(homes), Params.of("id", 1L)));

            assertThat(Await.value(bench.engine().execute(select(homes))).fetchAll())
                    .hasSize(1);
            assertThat(Await.value(bench.engine().execute(select(household.homes)))
                            .fetchAll())
                    .isEmpty();
            Await.value(there.createAll(bench.engine()));
        } finally {
            Await.value(there.dropAll(bench.engine()));
            bench.sql().run("drop schema tenant_one");
        }
    }
}
