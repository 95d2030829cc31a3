package io.granary.testkit;

import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.type.Types.INTEGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.engine.AsyncConnection;
import io.granary.engine.Blocking;
import io.granary.engine.SyncEngine;
import io.granary.error.DatabaseException;
import io.granary.error.ForeignKeyViolationException;
import io.granary.error.InvalidRequestException;
import io.granary.schema.Column;
import io.granary.schema.ForeignKeyTarget;
import io.granary.schema.MetaData;
import io.granary.schema.Table;
import io.granary.sql.Params;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tables made and dropped together on a real database. */
public interface SchemaCreationCompliance extends OnBench {

    private static Household household(Bench bench) {
        Household household = new Household();
        bench.dropping(household.metaData);
        return household;
    }

    private static boolean takes(Bench bench, Table table) {
        return Await.value(bench.engine()
                .execute(select(table))
                .handle((result, failure) ->
                        failure == null && result.fetchAll().isEmpty()));
    }

    @Test
    default void allIsCreatedInOrderWithIndexesAndForeignKeysInACircle(Bench bench) {
        Household household = household(bench);

        Done done = Await.value(household.metaData.createAll(bench.engine()));

        assertThat(done).isEqualTo(Done.getInstance());
        household
                .metaData
                .tables()
                .forEach(table ->
                        assertThat(takes(bench, table)).as(table.toString()).isTrue());
        Await.failure(
                bench.engine().execute(insert(household.homes), Params.of("id", 1L, "owner_id", 7L)),
                ForeignKeyViolationException.class);
        Await.failure(
                bench.engine().execute(insert(household.persons), Params.of("name", "ann", "home_id", 7L)),
                ForeignKeyViolationException.class);
    }

    @Test
    default void allIsDroppedAlthoughTablesReferToOneAnother(Bench bench) {
        Household household = household(bench);
        Await.value(household.metaData.createAll(bench.engine()));

        Await.value(household.metaData.dropAll(bench.engine()));

        household
                .metaData
                .tables()
                .forEach(table ->
                        assertThat(takes(bench, table)).as(table.toString()).isFalse());
    }

    @Test
    default void whatIsThereIsLeftAlone(Bench bench) {
        Household household = household(bench);
        bench.sql().run("create table homes (id bigint primary key, owner_id bigint, colour varchar(10))");
        bench.sql().run("insert into homes (id, colour) values (1, 'red')");

        Await.value(household.metaData.createAll(bench.engine()));
        Await.value(household.metaData.createAll(bench.engine()));

        assertThat(bench.sql().value("select colour from homes")).isEqualTo("red");
        assertThat(takes(bench, household.persons)).isTrue();
        bench.sql().run("delete from homes", "drop table things");
        if (bench.capabilities().supports(Feature.ALTER_FOREIGN_KEYS)) {
            bench.sql().run("alter table persons drop " + constraint(bench));
        }
        bench.sql().run("drop table persons", "drop table homes");
    }

    private static String constraint(Bench bench) {
        return (bench.capabilities().isMySql() ? "foreign key" : "constraint") + " fk_persons_home";
    }

    @Test
    default void droppingWhatIsNotThereIsNoErrorUnlessUnchecked(Bench bench) {
        Household household = household(bench);

        Await.value(household.metaData.dropAll(bench.engine()));

        Await.failure(household.metaData.dropAll(bench.engine(), false), DatabaseException.class);
    }

    @Test
    default void withoutACheckWhatIsThereIsAnError(Bench bench) {
        Household household = household(bench);
        MetaData one = MetaData.of(household.homes, household.persons);
        Await.value(one.createAll(bench.engine(), false));

        Await.failure(one.createAll(bench.engine(), false), DatabaseException.class);
    }

    @Test
    default void onAConnectionItIsAPartOfItsTransaction(Bench bench) {
        Household household = household(bench);
        AsyncConnection connection = bench.connection();

        Await.value(household.metaData.createAll(connection));
        boolean open = connection.inTransaction();
        Await.value(connection.rollback());
        Await.value(connection.close());

        assertThat(open).isTrue();
        boolean undone = bench.capabilities().supports(Feature.TRANSACTIONAL_DDL);
        assertThat(takes(bench, household.homes)).isEqualTo(!undone);
    }

    @Test
    default void aScopeOfTheEngineCommits(Bench bench) {
        Household household = household(bench);

        Await.value(bench.engine().begin(household.metaData::createAll));

        assertThat(takes(bench, household.things)).isTrue();
    }

    @Test
    default void codeThatBlocksHasTheSame(Bench bench) {
        Household household = household(bench);
        SyncEngine engine = bench.engine().syncEngine();
        AtomicReference<Thread> worker = new AtomicReference<>();

        household.metaData.createAll(engine);
        boolean created = takes(bench, household.things);
        household.metaData.dropAll(engine);
        boolean dropped = !takes(bench, household.things);
        Await.value(bench.engine()
                .begin(connection -> connection.runSync(blocking -> {
                    worker.set(Thread.currentThread());
                    household.metaData.createAll(blocking);
                    return Done.getInstance();
                })));

        assertThat(created).isTrue();
        assertThat(dropped).isTrue();
        assertThat(takes(bench, household.things)).isTrue();
        assertThat(Await.value(Blocking.spawn(bench.system(), () -> {
                    household.metaData.dropAll(engine);
                    return takes(bench, household.things);
                })))
                .isFalse();
    }

    @Test
    @Tag("SQ85")
    default void aCircleWithoutNamesCanBeCreatedButNotDropped(Bench bench) {
        AtomicReference<Column<Integer>> far = new AtomicReference<>();
        Table left = Table.of("circle_left", t -> {
            t.column("id", INTEGER, c -> c.primaryKey());
            t.column("other", INTEGER, c -> c.references(ForeignKeyTarget.of(far::get)));
        });
        Table right = Table.of("circle_right", t -> {
            far.set(t.column("id", INTEGER, c -> c.primaryKey()));
            t.column("other", INTEGER, c -> c.references(ForeignKeyTarget.of(() -> left.column("id"))));
        });
        MetaData circle = MetaData.of(left, right);
        Await.value(circle.createAll(bench.engine()));
        bench.sql()
                .run(
                        "insert into circle_left (id) values (1)",
                        "insert into circle_right (id, other) values (1, 1)",
                        "update circle_left set other = 1");
        if (!bench.capabilities().supports(Feature.ALTER_FOREIGN_KEYS)) {
            Await.value(circle.dropAll(bench.engine()));
            return;
        }
        try {
            InvalidRequestException refused =
                    Await.failure(circle.dropAll(bench.engine()), InvalidRequestException.class);

            assertThat(refused).hasMessageContaining("circle_left").hasMessageContaining("circle_right");
        } finally {
            if (bench.capabilities().isMySql()) {
                bench.sql().run("set foreign_key_checks = 0", "drop table circle_left, circle_right");
            } else {
                bench.sql().run("drop table circle_left cascade", "drop table circle_right cascade");
            }
        }
    }
}
