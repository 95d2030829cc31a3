package io.granary.orm.mapping;

import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.PostgresDialect;
import io.granary.error.ArgumentException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.ColumnProperty;
import io.granary.orm.EntityTable;
import io.granary.orm.Mappings;
import io.granary.orm.PropertyExpression;
import io.granary.orm.internal.reading.InheritanceRules;
import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.sql.Executable;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Functions;
import io.granary.sql.JoinKind;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorType;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Index;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.UniqueConstraint;
import jakarta.persistence.Version;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Entities that extend entities: what is read of each, of all together, and what is wrong with them. */
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

    private static String sql(Executable statement) {
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

    private static List<String> faults(Class<?>... types) {
        ArgumentException refused = Assertions.catchThrowableOfType(ArgumentException.class, () -> Mappings.of(types));
        return List.of(refused.report().sentence().split("\n {2}- ", -1)).stream()
                .skip(1)
                .toList();
    }

    @Entity
    static class Plain {
        @Id
        Long id;

        @Version
        int version;

        String name;
    }

    @Entity
    @DiscriminatorValue("alone")
    static class Alone {
        @Id
        Long id;
    }

    @Entity
    static class Unannounced extends Plain {}

    @Entity
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    @DiscriminatorColumn(name = "kind")
    abstract static class Apart {
        @Id
        @GeneratedValue
        Long id;
    }

    @Test
    void hierarchiesAreAnnouncedAtTheTop() {
        assertThat(faults(Plain.class, Unannounced.class, Alone.class, Apart.class))
                .containsExactly(
                        "Unannounced: It extends the entity Plain, and Plain has no @Inheritance; give it that, or make it a @MappedSuperclass.",
                        "Alone: @DiscriminatorValue says nothing of a class that is in no hierarchy; give the topmost @Inheritance, or take it away.",
                        "Apart: The table of a row tells its class in a TABLE_PER_CLASS hierarchy, and no column; take @DiscriminatorColumn away.",
                        "Apart.id: " + InheritanceRules.NUMBERED,
                        "Apart: It is abstract, and no class below it that has a table is among the mapped classes; name one in Mappings.of, too.");
    }

    @Entity
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    @jakarta.persistence.Table(
            name = "pets",
            indexes = @Index(name = "pet_names", columnList = "name"),
            uniqueConstraints = @UniqueConstraint(name = "pet_chips", columnNames = "chip"))
    abstract static class Pet {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        Long id;

        @jakarta.persistence.Column(length = 20)
        String name;

        String chip;

        @ColumnProperty(Loud.class)
        String loud;
    }

    /** Its name in capitals. */
    static class Loud implements PropertyExpression<Pet, String> {
        @Override
        public Expression<String> of(FromElement pet) {
            return Functions.upper(pet.column(PETS.attribute("name", String.class)));
        }
    }

    @Entity
    @jakarta.persistence.Table(name = "cats")
    static class Cat extends Pet {
        @jakarta.persistence.Column(nullable = false)
        Integer lives;
    }

    @Entity
    @jakarta.persistence.Table(name = "dogs")
    static class Dog extends Pet {
        @ManyToOne
        Pet friend;
    }

    private static final EntityTable<Pet> PETS = EntityTable.of(Pet.class);

    @Test
    void classesWithATableEachAreReadTogetherByAUnion() {
        Mappings mappings = Mappings.of(Pet.class, Cat.class, Dog.class);
        EntityTable<Cat> cats = EntityTable.of(Cat.class);
        assertThat(mappings.metaData().sortedTables())
                .as("an abstract class has no table")
                .extracting(Table::tableName)
                .containsExactlyInAnyOrder("cats", "dogs");
        Table made = mappings.metaData().sortedTables().stream()
                .filter(table -> table.tableName().equals("dogs"))
                .findFirst()
                .orElseThrow();
        assertThat(made.tableColumns()).extracting(Column::name).containsExactly("id", "name", "chip", "friend_id");
        assertThat(made.foreignKeys())
                .as("who is referred to may be in any table")
                .isEmpty();
        assertThat(made.indexes())
                .as("one name is that of one index")
                .extracting(each -> each.name())
                .containsExactly("ix_dogs_name");
        assertThat(sql(select(PETS).where(PETS.attribute("loud", String.class).eq("X"))))
                .isEqualTo("SELECT pets.id, pets.name, pets.chip, (upper(pets.name)) AS loud, pets.clazz_ FROM ("
                        + "SELECT cats.id, cats.name, cats.chip, 'Cat' AS clazz_, cats.lives, CAST(NULL AS BIGINT) AS friend_id FROM cats"
                        + " UNION ALL SELECT dogs.id, dogs.name, dogs.chip, 'Dog' AS clazz_, CAST(NULL AS INTEGER) AS lives, dogs.friend_id FROM dogs"
                        + ") AS pets WHERE (upper(pets.name)) = $1");
        assertThat(sql(select(cats)))
                .isEqualTo(
                        "SELECT cats.id, cats.name, cats.chip, (upper(cats.name)) AS loud, ('Cat') AS clazz_, cats.lives FROM cats");
        assertThat(sql(delete(cats))).isEqualTo("DELETE FROM cats");
        with(
                () -> {
                    AsyncSession session =
                            AsyncSessionMaker.of(engine, mappings).open();
                    Cat tom = new Cat();
                    tom.name = "tom";
                    tom.lives = 7;
                    Dog rex = new Dog();
                    rex.name = "rex";
                    rex.friend = tom;
                    session.addAll(List.of(tom, rex));
                    outcomeOf(session.commit());
                    session.expungeAll();
                    assertThat(tom.id).as("one sequence numbers all").isNotEqualTo(rex.id);
                    List<Pet> found = outcomeOf(session.scalars(select(PETS)
                                    .orderBy(
                                            PETS.attribute("name", String.class).desc())))
                            .all();
                    assertThat(found).extracting(pet -> pet.loud).containsExactly("TOM", "REX");
                    assertThat(((Dog) found.get(1)).friend).isSameAs(found.get(0));
                    outcomeOf(session.close());
                },
                Pet.class,
                Cat.class,
                Dog.class);
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
    @DiscriminatorColumn(discriminatorType = DiscriminatorType.INTEGER)
    @DiscriminatorValue("1")
    abstract static class Base {
        @Id
        Long id;

        String name;

        @jakarta.persistence.Column(name = "dtype")
        String written;
    }

    @Entity
    @Inheritance
    @IdClass(Long.class)
    @jakarta.persistence.Table(name = "elsewhere")
    @AttributeOverride(name = "name", column = @jakarta.persistence.Column(name = "title"))
    static class Wrong extends Base {
        @Id
        Long second;

        @Version
        int version;

        @jakarta.persistence.Column(name = "name")
        String other;
    }

    @Entity
    @DiscriminatorValue("two")
    static class NoNumber extends Base {}

    @Test
    void whatStandsAtTheTopStandsThereAlone() {
        assertThat(faults(Base.class, Wrong.class, NoNumber.class))
                .containsExactly(
                        "Base: It is abstract, so that no row is of it alone; take @DiscriminatorValue away.",
                        "Base.written: Its column \"dtype\" tells the classes of the hierarchy apart, and is written by itself; let the attribute"
                                + " read it only: @Column(insertable = false, updatable = false).",
                        "Base.written: Its column \"dtype\" tells the classes of the hierarchy apart by a INTEGER, which a java.lang.String does"
                                + " not hold; give both the same type.",
                        "Wrong: @Inheritance stands at Base, the topmost entity; take it away.",
                        "Wrong: Its rows are in the table of Base; take @Table away.",
                        "Wrong: Its key is that of Base; take @IdClass away.",
                        "Wrong: Rows of classes are told apart by a whole number, for which only a text has a default; give it a @DiscriminatorValue.",
                        "Wrong: It says something of the attribute \"name\" of Base, whose columns are the same for all that extend it; say it there.",
                        "Wrong.second: The key of a hierarchy is that of Base, the topmost entity; take @Id away.",
                        "Wrong.version: The version of a hierarchy is that of Base, the topmost entity; put @Version there.",
                        "Wrong.other: Its column \"name\" is that of name, too. One column belongs to one attribute, even if the second only reads it;"
                                + " name another column, or take the second attribute away: the key of what a relationship refers to is had from that.",
                        "NoNumber: Its discriminator value \"two\" does not fit, for rows of classes are told apart by a whole number; give it another"
                                + " @DiscriminatorValue.");
    }

    @Entity
    @DiscriminatorValue("b")
    static class Again extends Shape {
        Integer colour;
    }

    @Test
    void classesBesideOneAnotherAgree() {
        assertThat(faults(Box.class, Again.class))
                .containsExactly(
                        "Box.inner: It refers to Shape, which is not among the mapped classes; name that in Mappings.of, too.",
                        "Box: It extends Shape, which is not among the mapped classes; name that in Mappings.of, too.",
                        "Again: Its discriminator value \"b\" is that of Box, too; give one of them another @DiscriminatorValue.",
                        "Again: It extends Shape, which is not among the mapped classes; name that in Mappings.of, too.",
                        "Again.colour: Its column \"colour\" is that of Box.colour, too, which is of another type; name one of them otherwise.");
    }

    @Entity
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Document {
        @Id
        Long id;

        String title;
    }

    @Entity
    @PrimaryKeyJoinColumn(name = "document_id", referencedColumnName = "number")
    static class Letter extends Document {
        String address;

        @jakarta.persistence.Column(name = "title")
        String salutation;
    }

    @Entity
    @jakarta.persistence.Table(name = "document")
    static class Note extends Document {
        String text;
    }

    @Test
    void joinedClassesHaveTablesOfTheirOwn() {
        assertThat(faults(Document.class, Letter.class, Note.class))
                .containsExactly(
                        "Letter: Its @PrimaryKeyJoinColumn refers to \"number\", and the key is [id]; name one of these in referencedColumnName.",
                        "Letter.salutation: Its column \"title\" is that of title, too. One column belongs to one attribute, even if the second only"
                                + " reads it; name another column, or take the second attribute away: the key of what a relationship refers to is had"
                                + " from that.",
                        "Note: Its table document is that of Document; give one of them another @Table(name).");
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
