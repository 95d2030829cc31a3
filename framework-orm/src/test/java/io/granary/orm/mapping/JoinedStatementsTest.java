package io.granary.orm.mapping;

import static io.granary.orm.Load.withLoaderCriteria;
import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.Result;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.EntityTable;
import io.granary.orm.LoaderCriteria;
import io.granary.orm.Mappings;
import io.granary.schema.Column;
import io.granary.sql.Executable;
import io.granary.sql.Sql;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Statements on tables of classes that extend others: what each of their tables gets. */
@SuppressWarnings({"NullAway", "UnusedVariable"}) // attributes are filled by reflection
class JoinedStatementsTest extends OnH2 {

    @Entity
    @Inheritance(strategy = InheritanceType.JOINED)
    abstract static class Vessel {
        @Id
        @GeneratedValue(strategy = GenerationType.UUID)
        UUID id;

        String name;
    }

    @Entity
    static class Tug extends Vessel {
        @ManyToOne
        Barge tows;
    }

    @Entity
    static class Barge extends Vessel {
        int tons;
    }

    /** Keys that the program makes are known to each table; and what refers goes first, in whichever order classes are named. */
    @Test
    void rowsOfSeveralTablesAreInsertedAndDeletedByStatements() {
        with(
                () -> {
                    Mappings mappings = Mappings.of(Vessel.class, Tug.class, Barge.class);
                    AsyncSession session =
                            AsyncSessionMaker.of(engine, mappings).open();
                    EntityTable<Barge> barges = EntityTable.of(Barge.class);
                    outcomeOf(session.execute(
                            insert(barges),
                            List.of(Map.of("name", "ox", "tons", 7), Map.of("name", "elk", "tons", 9))));
                    Barge ox = outcomeOf(session.scalars(select(barges)
                                    .where(barges.attribute("tons", Integer.class)
                                            .eq(7))))
                            .all()
                            .get(0);
                    outcomeOf(session.execute(
                            insert(EntityTable.of(Tug.class)), Map.of("name", "ant", "tows_id", ox.id)));
                    assertThat(ask("select dtype || name from vessel order by name"))
                            .as("not committed")
                            .isEmpty();
                    outcomeOf(session.commit());
                    assertThat(ask("select dtype || name from vessel order by name"))
                            .containsExactly("Tugant", "Bargeelk", "Bargeox");
                    EntityTable<Vessel> vessels = EntityTable.of(Vessel.class);
                    Assertions.assertThatThrownBy(
                                    () -> outcomeOf(session.execute(insert(vessels), Map.of("name", "none"))))
                            .hasMessageContaining("Vessel is abstract");
                    outcomeOf(session.rollback());
                    Column<String> name = vessels.attribute("name", String.class);
                    assertThat(outcomeOf(session.execute(delete(vessels).where(name.ne("elk"))))
                                    .rowCount())
                            .isEqualTo(2);
                    outcomeOf(session.commit());
                    assertThat(ask("select tons from barge")).containsExactly("9");
                    assertThat(ask("select count(*) from tug")).containsExactly("0");
                    outcomeOf(session.close());
                },
                Vessel.class,
                Tug.class,
                Barge.class);
    }

    @Entity
    static class Raft extends Vessel {}

    @Entity
    static class Log extends Raft {}

    /** A table with a key alone is one as any other. */
    @Test
    void rowsOfTablesWithoutColumnsAreDeletedToo() {
        deletesAll(Vessel.class, Raft.class, Log.class);
        deletesAll(Vessel.class, Log.class, Raft.class, Barge.class);
    }

    private void deletesAll(Class<?>... classes) {
        with(
                () -> {
                    AsyncSession session =
                            AsyncSessionMaker.of(engine, Mappings.of(classes)).open();
                    session.addAll(List.of(new Raft(), new Log(), new Raft()));
                    outcomeOf(session.commit());
                    assertThat(outcomeOf(session.execute(delete(EntityTable.of(Vessel.class))))
                                    .rowCount())
                            .isEqualTo(3);
                    outcomeOf(session.commit());
                    assertThat(ask("select id from log union select id from raft union select id from vessel"))
                            .isEmpty();
                    outcomeOf(session.close());
                },
                classes);
    }

    @Test
    void statementsOfSeveralTablesSayWhatTheyDid() {
        with(
                () -> {
                    AsyncSession session = AsyncSessionMaker.of(
                                    engine, Mappings.of(Vessel.class, Raft.class, Barge.class))
                            .open();
                    EntityTable<Barge> barges = EntityTable.of(Barge.class);
                    Result one = outcomeOf(session.execute(insert(barges), Map.of("name", "ox", "tons", 7)));
                    assertThat(one.insertedPrimaryKey().get(0)).isInstanceOf(UUID.class);
                    assertThat(outcomeOf(session.get(
                                    Barge.class,
                                    Objects.requireNonNull(
                                            one.insertedPrimaryKey().get("id")))))
                            .isPresent();
                    Result two = outcomeOf(session.execute(
                            insert(barges),
                            List.of(Map.of("name", "elk", "tons", 7), Map.of("name", "emu", "tons", 9))));
                    assertThat(two.rowCount()).isEqualTo(2);
                    Assertions.assertThatThrownBy(two::insertedPrimaryKey).hasMessageContaining("inserts several rows");

                    Column<Integer> tons = barges.attribute("tons", Integer.class);
                    outcomeOf(session.execute(
                            update(barges).set(tons, tons.add(Sql.bind("tons", tons.type()))), Map.of("tons", 2)));
                    assertThat(outcomeOf(session.execute(delete(barges).where(tons.eq(11))))
                                    .rowCount())
                            .isEqualTo(1);
                    outcomeOf(session.commit());
                    assertThat(ask("select tons from barge")).containsExactly("9", "9");
                    outcomeOf(session.close());
                },
                Vessel.class,
                Raft.class,
                Barge.class);
    }

    /** It would be a condition of the rows of one class among those of all. */
    @Test
    void aStatementHasNoConditionOnAClassBelow() {
        with(
                () -> {
                    AsyncSession session = AsyncSessionMaker.of(
                                    engine, Mappings.of(Vessel.class, Raft.class, Barge.class))
                            .open();
                    EntityTable<Vessel> vessels = EntityTable.of(Vessel.class);
                    Column<String> name = vessels.attribute("name", String.class);
                    Column<Integer> tons = EntityTable.of(Barge.class).attribute("tons", Integer.class);
                    LoaderCriteria heavy = withLoaderCriteria(
                            EntityTable.of(Barge.class), row -> row.column(tons).gt(7));
                    for (Executable statement : List.of(
                            delete(vessels).options(heavy),
                            update(vessels).set(name, "none").options(heavy))) {
                        Assertions.assertThatThrownBy(() -> outcomeOf(session.execute(statement)))
                                .hasMessageContaining("A condition on Barge cannot hold")
                                .hasMessageContaining("Give a condition on Vessel");
                        outcomeOf(session.rollback());
                    }
                    assertThat(outcomeOf(session.execute(
                                            delete(EntityTable.of(Barge.class)).options(heavy)))
                                    .rowCount())
                            .isZero();
                    outcomeOf(session.close());
                },
                Vessel.class,
                Raft.class,
                Barge.class);
    }
}
