package io.granary.orm.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.EntityTable;
import io.granary.orm.Json;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.UniqueConstraint;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong with columns, and with what is put into them. */
@SuppressWarnings({"NullAway", "UnusedVariable", "UnusedMethod", "rawtypes"}) // classes as users get them wrong
class ColumnFaultsTest {

    private static List<String> faults(Class<?> type) {
        return EntityTable.of(type).faults();
    }

    @Entity
    @Table(
            catalog = "c",
            options = "o",
            uniqueConstraints = @UniqueConstraint(columnNames = "nome"),
            indexes = {@Index(columnList = "name desc"), @Index(columnList = "nick")})
    static class BadTable {
        @Id
        Long id;

        String name;
    }

    @Test
    void whatIsSaidOfTablesAndNotHeeded() {
        assertThat(faults(BadTable.class))
                .containsExactly(
                        "BadTable: @Table(catalog) is not supported: a database is chosen by the URL; take it away.",
                        "BadTable: @Table(options) is not supported: create the table by a migration; take it away.",
                        "BadTable: @UniqueConstraint names the column \"nome\", which the table does not have; it has [id, name].",
                        "BadTable: An @Index orders upwards, and \"name desc\" does not; a database reads an index from both ends, so take"
                                + " DESC away.",
                        "BadTable: @Index names the column \"nick\", which the table does not have; it has [id, name].");
    }

    @Entity
    static class BadColumns {
        @Id
        Long id;

        @Column(columnDefinition = "citext", table = "other", secondPrecision = 3)
        String defined;

        @Column(length = 0)
        String none;

        @Column(precision = 2, scale = 5)
        java.math.BigDecimal number;

        @Column(name = "  ")
        String blank;

        @Enumerated
        String notAnEnum;

        @Lob
        int notLarge;

        Object anything;
        List raw;
        int[][] matrix;

        @ElementCollection
        List<String> elements;

        @Json
        @Enumerated
        Thread.State twoWays;

        @OrderBy
        String ordered;

        @JoinColumn
        Long joined;

        final String unchanging = "x";
    }

    @Test
    void whatIsSaidOfColumnsAndNotHeeded() {
        assertThat(faults(BadColumns.class))
                .containsExactlyInAnyOrder(
                        "BadColumns.defined: @Column(columnDefinition) is not supported: create the table by a migration where it needs"
                                + " that; take it away.",
                        "BadColumns.defined: @Column(table) is not supported: a class has one table; take it away.",
                        "BadColumns.defined: @Column(secondPrecision) is not supported: times are kept to the microsecond; take it away.",
                        "BadColumns.none: @Column(length = 0) leaves no room; give at least 1.",
                        "BadColumns.number: @Column(precision = 2, scale = 5) is no number; give a scale from 0 up to the precision.",
                        "BadColumns.blank: @Column gives a name of blanks; give another one, or none.",
                        "BadColumns.notAnEnum: @Enumerated says nothing of java.lang.String; take it away.",
                        "BadColumns.notLarge: @Lob is for text and bytes, and this is int; take it away.",
                        noType("anything", "java.lang.Object"),
                        noType("raw", "java.util.List"),
                        noType("matrix", "int[][]"),
                        "BadColumns.elements: @ElementCollection is not supported; map the elements as entities of their own, or keep them in"
                                + " one column: a list, an array, or @Json.",
                        "BadColumns.twoWays: It is @Json and @Enumerated, of which only one can be; choose one.",
                        "BadColumns.ordered: @OrderBy says nothing at an attribute in a column; take it away.",
                        "BadColumns.joined: @JoinColumn says nothing at an attribute in a column; take it away.",
                        "BadColumns.unchanging: It is final, and objects are filled after they were made; take final away.");
    }

    private static String noType(String attribute, String type) {
        return "BadColumns." + attribute + ": Values of " + type
                + " have no type in a database; use one of java.time for dates and times, give it a @Convert, make it @Json, or mark it"
                + " @Transient.";
    }

    @Entity
    static class Twins {
        @Id
        Long id;

        @Column(name = "id", insertable = false, updatable = false)
        Long again;
    }

    @Test
    void twoAttributesOfOneColumn() {
        assertThat(faults(Twins.class))
                .singleElement()
                .asString()
                .startsWith("Twins.again: Its column \"id\" is that of id, too. One column belongs to one attribute");
    }

    @Embeddable
    static class Part {
        @Id
        Long number;

        @ManyToOne
        RelationshipFaultsTest.Animal animal;
    }

    static class NotEmbeddable {
        String text;
    }

    @Embeddable
    static class Endless {
        String text;
        Endless inner;
    }

    @Entity
    static class Whole {
        @Id
        Long id;

        @Embedded
        @AttributeOverride(name = "nome", column = @Column(name = "x"))
        Part part;

        @Embedded
        NotEmbeddable other;

        Endless endless;

        Vague vague;
    }

    @Embeddable
    abstract static class Vague {
        String vague;
    }

    @Entity
    static class TwoEmbeddedKeys {
        @EmbeddedId
        Key key;

        @Id
        Long id;

        @Embeddable
        record Key(int a, int b) {}
    }

    @Test
    void embeddedClasses() {
        assertThat(faults(Whole.class))
                .containsExactly(
                        "Part.number: An embeddable class has neither key nor version; put that into the entity, with @EmbeddedId where all of"
                                + " it is the key.",
                        "Part.animal: A relationship of an embeddable class is not supported; put it into the entity.",
                        "Whole.part: It says something of the attribute \"nome\", which Part does not have; it has [number].",
                        "Whole.other: Its class " + NotEmbeddable.class.getName()
                                + " is not @Embeddable; annotate that.",
                        "Endless.inner: It embeds Endless in itself, which has no end; make one of them an entity.",
                        "Vague: Objects are made of it, which its kind does not allow; make it a class or a record.");
        assertThat(faults(TwoEmbeddedKeys.class))
                .containsExactly(
                        "TwoEmbeddedKeys: An @EmbeddedId is all of a key, and here is another @EmbeddedId, an @Id or an @IdClass; keep one.");
    }

    static class Upper implements jakarta.persistence.AttributeConverter<String, Object> {
        @Override
        public Object convertToDatabaseColumn(String text) {
            return text;
        }

        @Override
        public String convertToEntityAttribute(Object stored) {
            return (String) stored;
        }
    }

    static class ForNumbers implements jakarta.persistence.AttributeConverter<Integer, String> {
        ForNumbers(String unused) {}

        @Override
        public String convertToDatabaseColumn(Integer number) {
            return "";
        }

        @Override
        public Integer convertToEntityAttribute(String stored) {
            return 0;
        }
    }

    @Entity
    static class Converted {
        @Id
        Long id;

        @Convert(converter = Upper.class)
        String unknown;

        @Convert(converter = ForNumbers.class)
        String unfit;

        @Convert(converter = ForNumbers.class)
        int unmade;

        @Convert
        String nothing;

        @Convert(attributeName = "x", converter = ForNumbers.class)
        @Transient
        String transientOne;
    }

    @Test
    void converters() {
        assertThat(faults(Converted.class))
                .containsExactlyInAnyOrder(
                        "Converted.unknown: The converter Upper does not say which class it stores, or one that a database knows; implement"
                                + " AttributeConverter<X, Y> with a Y such as String.",
                        "Converted.unfit: The converter ForNumbers is for values of java.lang.Integer, and this is of java.lang.String; name"
                                + " another one.",
                        "Converted.unmade: Its converter " + ForNumbers.class.getName()
                                + " cannot be made (NoSuchMethodException: " + ForNumbers.class.getName()
                                + ".<init>()); give it a constructor without parameters that does not fail, and let it be a static class where"
                                + " it stands in another.",
                        "Converted.nothing: Its @Convert names no converter; name one.",
                        "Converted.transientOne: It is annotated and not read: it is @Transient. Take that away, or the others.");
    }
}
