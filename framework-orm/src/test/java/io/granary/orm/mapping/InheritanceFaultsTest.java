package io.granary.orm.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.ArgumentException;
import io.granary.orm.Mappings;
import io.granary.orm.internal.reading.InheritanceRules;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorType;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.Version;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What is wrong with entities that extend entities. */
@SuppressWarnings({"NullAway", "UnusedVariable"}) // attributes are filled by reflection
class InheritanceFaultsTest {

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
    static class Again extends InheritanceTest.Shape {
        Integer colour;
    }

    @Entity
    @DiscriminatorValue("\u1e02")
    static class Alike extends InheritanceTest.Shape {}

    @Test
    void valuesThatSomeDatabasesTakeForOneAreRefused() {
        assertThat(faults(InheritanceTest.Box.class, Alike.class))
                .contains(
                        "Alike: Its discriminator value \"\u1e02\" is the \"b\" of Box to a database that does not heed case, accents and blanks at the"
                                + " end, as MariaDB and MySQL do not; give one of them another @DiscriminatorValue.");
    }

    @Test
    void classesBesideOneAnotherAgree() {
        assertThat(faults(InheritanceTest.Box.class, Again.class))
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
}
