package io.granary.orm.mapping;

import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.PostgresDialect;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.EntityTable;
import io.granary.orm.Mappings;
import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.sql.Executable;
import io.granary.sql.JoinKind;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorType;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.UniqueConstraint;
import jakarta.persistence.Version;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Entities that extend entities: what is read of each, of all together. */
@SuppressWarnings({"NullAway", "UnusedVariable"}) // attributes are filled by reflection
class InheritanceTest extends OnH2 {

    @Entity
    @Inheritance
    @DiscriminatorColumn(name = "form", discriminatorType = DiscriminatorType.CHAR)
    @DiscriminatorValue("s")
    @jakarta.persistence.Table(
            name = "shapes",
            comment = "All of them.",
            indexes = {@Index(columnList = "label"), @Index(columnList = "label, id", unique = true)},
            uniqueConstraints = @UniqueConstraint(columnNames = {"label", "form"}))
    static class Shape {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        Long id;

        @jakarta.persistence.Column(insertable = false, updatable = false)
        char form;

        @Version
        int version;

        String label;

        @ManyToMany
        @JoinTable(name = "shape_friends")
        List<Shape> friends;
    }

    @MappedSuperclass
    abstract static class Sized extends Shape {
        int width;
    }

    @Entity
    @DiscriminatorValue("b")
    static class Box extends Sized {
        @ManyToOne
        Shape inner;

        @jakarta.persistence.Column(nullable = false)
        String colour;
    }

    @Entity
    abstract static class Round extends Shape {
        Double radius;
    }

    @Entity
    @DiscriminatorValue("c")
    static class Circle extends Round {
        String colour;
    }

    @Test
    void aClassHasTheColumnsOfThoseAboveItInTheirPlaces() {
        EntityTable<Box> box = EntityTable.of(Box.class);
        EntityMapping<Shape> root = EntityTable.of(Shape.class).mapping();
        assertThat(box.faults()).isEmpty();
        assertThat(box.tableName()).isEqualTo("shapes");
        assertThat(box.tableColumns())
                .extracting(Column::name)
                .containsExactly("id", "form", "version", "label", "width", "inner_id", "colour");
        assertThat(box.attribute("label", String.class).isNullable()).isTrue();
        assertThat(box.attribute("width", Integer.class).isNullable())
                .as("rows of others have none")
                .isTrue();
        assertThat(box.mapping().rootType()).isEqualTo(Shape.class);
        assertThat(box.mapping().key()).extracting(MappedColumn::slot).containsExactly(0);
        assertThat(box.mapping().generation()).isEqualTo(root.generation());
        assertThat(box.mapping().version().orElseThrow().slot())
                .isEqualTo(root.version().orElseThrow().slot());
        assertThat(box.mapping().relationships().get(0))
                .isSameAs(root.relationships().get(0))
                .hasToString("Shape.friends");
        assertThat(box.mapping().inheritance().orElseThrow().value()).contains('b');
        assertThat(EntityTable.of(Round.class).faults()).isEmpty();
        assertThat(EntityTable.of(Round.class)
                        .mapping()
                        .inheritance()
                        .orElseThrow()
                        .value())
                .as("no row is of an abstract class")
                .isEmpty();
    }

    @Test
    void allClassesHaveOneTable() {
        Mappings mappings = Mappings.of(Circle.class, Box.class, Round.class, Shape.class);
        List<Table> tables = mappings.metaData().sortedTables();
        assertThat(tables).extracting(Table::tableName).containsExactly("shapes", "shape_friends");
        with(
                () -> {
                    assertThat(columns(tables.get(0)))
                            .containsExactly(
                                    "id BIGINT NOT NULL",
                                    "form CHARACTER VARYING(1) NOT NULL",
                                    "version INTEGER NOT NULL",
                                    "label CHARACTER VARYING(255)",
                                    "radius DOUBLE PRECISION",
                                    "colour CHARACTER VARYING(255)",
                                    "width INTEGER",
                                    "inner_id BIGINT");
                    assertThat(
                                    ask(
                                            "select count(*) from information_schema.indexes where lower(index_name) like 'ix_shapes%'"))
                            .containsExactly("2");
                    assertThat(ask("select remarks from information_schema.tables where lower(table_name) = 'shapes'"))
                            .containsExactly("All of them.");
                },
                Circle.class,
                Box.class,
                Round.class,
                Shape.class);
        assertThat(mappings.metaData().inSchema("other").sortedTables())
                .allSatisfy(table -> assertThat(table.foreignKeys())
                        .allSatisfy(key -> assertThat(key.target().schemaName()).contains("other")));
    }

    static String sql(Executable statement) {
        return statement.toSql(PostgresDialect.INSTANCE).text();
    }

    @Test
    void aTableStandsForTheRowsOfItsClassAndThoseBelow() {
        EntityTable<Round> round = EntityTable.of(Round.class);
        EntityTable<Box> box = EntityTable.of(Box.class);
        EntityTable<Shape> shape = EntityTable.of(Shape.class);
        assertThat(EntityTable.of(Circle.class).faults()).isEmpty();
        Column<Long> id = round.attribute("id", Long.class);
        assertThat(sql(select(id))).isEqualTo("SELECT shapes.id FROM shapes WHERE shapes.form IN ('c')");
        assertThat(sql(delete(box))).isEqualTo("DELETE FROM shapes WHERE shapes.form IN ('b')");
        assertThat(sql(select(shape.attribute("id", Long.class)))).isEqualTo("SELECT shapes.id FROM shapes");
        assertThat(sql(select(box.as("b").column(box.attribute("width", Integer.class)))
                        .join(
                                JoinKind.FULL,
                                round.as("r"),
                                round.as("r").column(id).eq(box.as("b").column(box.attribute("id", Long.class))))))
                .isEqualTo("SELECT b.width FROM (SELECT * FROM shapes AS b WHERE b.form IN ('b')) AS b"
                        + " FULL OUTER JOIN (SELECT * FROM shapes AS r WHERE r.form IN ('c')) AS r ON r.id = b.id");
        assertThat(sql(insert(box).set(box.attribute("width", Integer.class), 1)))
                .contains("form")
                .contains("INSERT INTO shapes");
    }

    @Entity
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Apparatus {
        @Id
        Long id;
    }

    @Entity
    abstract static class ElectricApparatus extends Apparatus {
        Integer volts;
    }

    @Entity
    static class Blender extends ElectricApparatus {
        Integer bits;
    }

    @Test
    void aClassWithoutATableMayStandBetweenOthersAndAddColumns() {
        Mappings mappings = Mappings.of(Apparatus.class, ElectricApparatus.class, Blender.class);
        with(
                () -> {
                    AsyncSession session =
                            AsyncSessionMaker.of(engine, mappings).open();
                    Blender blender = new Blender();
                    blender.id = 1L;
                    blender.volts = 230;
                    session.add(blender);
                    outcomeOf(session.commit());
                    session.expungeAll();
                    Apparatus found = outcomeOf(session.scalars(select(EntityTable.of(Apparatus.class))))
                            .one();
                    assertThat(((Blender) found).volts).isEqualTo(230);
                    assertThat(outcomeOf(session.scalars(select(EntityTable.of(ElectricApparatus.class))))
                                    .one())
                            .isSameAs(found);
                    outcomeOf(session.close());
                },
                Apparatus.class,
                ElectricApparatus.class,
                Blender.class);
    }

    @Entity
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Plan {
        @Id
        Long id;
    }

    @Entity
    static class Sketch extends Plan {
        String paper;
    }

    @Entity
    static class Model extends Plan {
        String wood;
    }

    @Test
    void aStatementReadsClassesThatBecameKnownAfterIt() {
        Executable query = select(EntityTable.of(Plan.class).attribute("id", Long.class));
        with(
                () -> {
                    assertThat(sql(query)).isEqualTo("SELECT plan.id FROM plan");
                    assertThat(outcomeOf(engine.execute(query)).fetchAll()).isEmpty();
                },
                Plan.class);
        EntityTable<Sketch> sketches = EntityTable.of(Sketch.class);
        with(
                () -> {
                    outcomeOf(engine.execute(insert(sketches).values(Map.of("id", 1L, "paper", "a4"))));
                    assertThat(outcomeOf(engine.execute(query)).fetchAll())
                            .extracting(row -> row.get(0))
                            .containsExactly(1L);
                    assertThat(sql(query)).startsWith("SELECT plan.id FROM (SELECT");
                },
                Plan.class,
                Sketch.class,
                Model.class);
    }

    @Entity
    @Inheritance
    abstract static class Tool {
        @Id
        Long id;
    }

    @Entity
    static class Saw extends Tool {
        int teeth;
    }

    @Entity
    static class Drill extends Tool {
        int speed;
    }

    @Test
    void aRowDoesNotBecomeOneOfAnotherClass() {
        with(
                () -> {
                    Mappings mappings = Mappings.of(Tool.class, Saw.class, Drill.class);
                    AsyncSession session =
                            AsyncSessionMaker.of(engine, mappings).open();
                    Saw saw = new Saw();
                    saw.id = 1L;
                    Drill drill = new Drill();
                    drill.id = 1L;
                    session.add(saw);
                    outcomeOf(session.flush());
                    outcomeOf(session.delete(saw));
                    session.add(drill);
                    Assertions.assertThatThrownBy(() -> outcomeOf(session.flush()))
                            .hasMessageContaining("a row does not become one of another class");
                    outcomeOf(session.rollback());
                    session.add(saw);
                    outcomeOf(session.flush());
                    outcomeOf(session.delete(saw));
                    outcomeOf(session.flush());
                    session.add(drill);
                    outcomeOf(session.commit());
                    assertThat(ask("select dtype from tool")).containsExactly("Drill");
                    outcomeOf(session.close());
                },
                Tool.class,
                Saw.class,
                Drill.class);
    }
}
