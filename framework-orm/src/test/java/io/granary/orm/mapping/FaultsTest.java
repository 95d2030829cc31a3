package io.granary.orm.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.orm.EntityTable;
import io.granary.orm.GeneratedBy;
import io.granary.orm.Json;
import io.granary.orm.LoadStrategy;
import io.granary.orm.LoadedBy;
import io.granary.orm.Mappings;
import io.granary.orm.WriteOnly;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Basic;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.UniqueConstraint;
import jakarta.persistence.Version;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is wrong within one class. */
@SuppressWarnings({"NullAway", "UnusedVariable", "UnusedMethod", "rawtypes"}) // classes as users get them wrong
class FaultsTest {

    private static List<String> faults(Class<?> type) {
        return EntityTable.of(type).faults();
    }

    @Entity
    static class Animal {
        @Id
        Long id;
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

    @Entity
    static class Keyless {
        String name;
    }

    @Entity
    static class TwoKeys {
        @Id
        Long one;

        @Id
        @GeneratedValue
        Long other;
    }

    static class OtherKey {
        Long one;
        String two;
    }

    @Entity
    @IdClass(OtherKey.class)
    static class WrongNames {
        @Id
        Long one;

        @Id
        Long other;
    }

    @Entity
    @IdClass(OtherKey.class)
    static class WrongTypes {
        @Id
        Long one;

        @Id
        Long two;
    }

    @Entity
    static class BadGenerators {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE)
        Long id;

        @GeneratedValue
        Long number;
    }

    @Entity
    static class UnfitGenerator {
        @Id
        @GeneratedValue(strategy = GenerationType.UUID)
        Long id;
    }

    @Entity
    static class OtherGenerator {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "a")
        @SequenceGenerator(name = "b")
        Long id;
    }

    static class Failing implements Supplier<String> {
        Failing() {
            throw new IllegalStateException("no luck");
        }

        @Override
        public String get() {
            return "";
        }
    }

    @Entity
    static class FailingGenerator {
        @Id
        @GeneratedBy(Failing.class)
        String id;
    }

    @Entity
    static class TwoVersions {
        @Id
        Long id;

        @Version
        String text;

        @Version
        int number;
    }

    @Test
    void keysAndVersions() {
        assertThat(faults(Keyless.class)).containsExactly("Keyless: It has no key; mark an attribute with @Id.");
        assertThat(faults(TwoKeys.class))
                .containsExactly(
                        "TwoKeys: Its key has 2 columns, and only keys of one are generated; give the values in the program.",
                        "TwoKeys: It has 2 attributes marked with @Id and no @IdClass; give it one, with attributes of the same names.");
        assertThat(faults(WrongNames.class))
                .containsExactly(
                        "WrongNames: Its attributes marked with @Id are [one, other], and those of OtherKey are [one, two]; give both the"
                                + " same.");
        assertThat(faults(WrongTypes.class))
                .containsExactly(
                        "WrongTypes: Its key's attribute two is of java.lang.Long, and that of OtherKey of java.lang.String; give both one"
                                + " class.");
        assertThat(faults(BadGenerators.class))
                .containsExactly(
                        "BadGenerators.id: A key of java.lang.Long is not generated by TABLE; use IDENTITY or SEQUENCE for a short, int or"
                                + " long, UUID for a UUID or a String, or @GeneratedBy.",
                        "BadGenerators.number: Only keys of one column are generated, and this is not marked with @Id; give the value in a"
                                + " @PrePersist.");
        assertThat(faults(UnfitGenerator.class)).singleElement().asString().contains("is not generated by UUID");
        assertThat(faults(OtherGenerator.class))
                .containsExactly(
                        "OtherGenerator.id: Its generator is \"a\", and the @SequenceGenerator there is called \"b\"; give both one name.");
        assertThat(faults(FailingGenerator.class))
                .singleElement()
                .asString()
                .startsWith("FailingGenerator.id: Its generator ")
                .contains("cannot be made (IllegalStateException: no luck); give it a constructor without parameters");
        assertThat(faults(TwoVersions.class))
                .containsExactly(
                        "TwoVersions.text: A @Version is a short, int or long, or an Instant, LocalDateTime or OffsetDateTime, and this is"
                                + " java.lang.String; use one of them.",
                        "TwoVersions.number: It is the second @Version of TwoVersions; keep one.");
    }

    @Embeddable
    static class Part {
        @Id
        Long number;

        @ManyToOne
        Animal animal;
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
                        "Endless.inner: It embeds Endless in itself, which has no end; make one of them an entity.");
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

    @Entity
    static class Related {
        @Id
        Long id;

        @ManyToOne
        String text;

        @ManyToOne(targetEntity = Keyless.class)
        Animal unfit;

        @ManyToOne
        @LoadedBy(value = LoadStrategy.CONTAINS, depth = -1)
        Animal contained;

        @Version
        @Basic(fetch = FetchType.LAZY)
        int lazyKey;

        @LoadedBy(LoadStrategy.JOINED)
        String loadedText;

        @OneToMany
        List raw;

        @OneToMany
        Map<String, Animal> map;

        @OneToMany
        @JoinColumn(name = "x")
        List<Animal> joined;

        @ManyToMany
        @JoinColumn(name = "x")
        List<Animal> joinedMany;

        @OneToMany(mappedBy = "x", fetch = FetchType.EAGER)
        @JoinTable
        List<Animal> both;

        @ManyToOne
        @JoinColumn(name = "y", referencedColumnName = "name")
        Animal byName;

        @ManyToOne
        @Column(name = "z")
        Animal column;

        @ManyToOne
        @OneToOne
        Animal two;

        @ManyToMany
        @OrderBy("name upwards")
        List<Animal> ordered;

        @ManyToMany
        @JoinTable(
                catalog = "c",
                joinColumns = {@JoinColumn(name = "a", referencedColumnName = "id"), @JoinColumn(name = "b")})
        List<Animal> table;
    }

    @Test
    void relationships() {
        assertThat(faults(Related.class))
                .containsExactlyInAnyOrder(
                        "Related.text: It refers to java.lang.String, which is no @Entity; annotate that, or name another in targetEntity.",
                        "Related.unfit: Its targetEntity is " + Keyless.class.getName() + ", and it can hold a "
                                + Animal.class.getName() + " only; take targetEntity away.",
                        toMany("raw", "java.util.List"),
                        "Related.map: A Map of entities is by an attribute of theirs, which @MapKey(name = …"
                                + ") names; without a name it is their key.",
                        "Related.joined: A @OneToMany by a column of the other table needs the other side: give Animal a @ManyToOne, and"
                                + " name it in mappedBy.",
                        "Related.joinedMany: @JoinColumn says nothing at a @ManyToMany; use @JoinTable.",
                        "Related.both: FetchType.EAGER is not supported, for it does not say how; take it away, and name a strategy by"
                                + " @LoadedBy or in the query's options.",
                        "Related.contained: CONTAINS takes what a query joins itself, so only that query can say it; name another strategy.",
                        "Related.contained: Its depth is negative; give 0 or more.",
                        "Related.lazyKey: A key or a version is read always; take FetchType.LAZY away.",
                        "Related.loadedText: @LoadedBy says nothing at an attribute in a column; take it away.",
                        "Related.both: It is mapped by the other side, which says what the columns are; take mappedBy away, or the others.",
                        "Related.byName: It refers to the column \"name\", and the key of Animal is [id]; only keys are referred to.",
                        "Related.column: @Column says nothing at a relationship to one; use @JoinColumn.",
                        "Related.two: It is @ManyToOne and @OneToOne, of which only one can be; choose one.",
                        "Related.ordered: It is ordered by \"name upwards\"; write an attribute, and ASC or DESC behind it.",
                        "Related.table: @JoinTable(catalog) is not supported: a database is chosen by the URL; take it away.",
                        "Related.table: It has 2 @JoinColumn, and the key of Related has 1 column; give one for each.",
                        "Related.table: One of its @JoinColumn does not say which column of the key [id] it refers to; give it a"
                                + " referencedColumnName.");
    }

    @Entity
    static class Trunk {
        @Id
        Long id;

        @ManyToOne
        Trunk above;

        @OneToMany(mappedBy = "above")
        @OrderBy("id")
        @LoadedBy(LoadStrategy.SELECT_IN)
        @MapKey
        WriteOnly<Trunk> said;

        @OneToMany(mappedBy = "above", orphanRemoval = true)
        WriteOnly<Trunk> tree;

        @ManyToMany(cascade = CascadeType.ALL)
        WriteOnly<Animal> joined;

        @ManyToMany(cascade = {CascadeType.PERSIST, CascadeType.MERGE})
        WriteOnly<Animal> right;
    }

    @Test
    void membersThatAreNeverLoaded() {
        assertThat(faults(Trunk.class))
                .containsExactlyInAnyOrder(
                        "Trunk.said: @MapKey is for a Map<K, TheEntity>, and this is none; take it away.",
                        "Trunk.said: Members of a WriteOnly are never loaded, so there is nothing to order; take @OrderBy away, and order the"
                                + " query: select().orderBy(…).",
                        "Trunk.said: Members of a WriteOnly are never loaded; take @LoadedBy away, or make it a List.",
                        "Trunk.tree: Members of a WriteOnly are deleted with their owner by one statement, which cannot tell the rows of a class"
                                + " from others of its hierarchy, nor go down a tree; name cascades other than ALL and REMOVE and take"
                                + " orphanRemoval away, or make it a List.",
                        "Trunk.joined: Members of a WriteOnly are not loaded to be deleted with their owner, and a join table's rows are all that"
                                + " goes with it; name cascades other than ALL and REMOVE and take orphanRemoval away, or make it a List.");
    }

    private static String toMany(String attribute, String type) {
        return "Related." + attribute
                + ": A relationship to many is a List, a Set or a Collection of the other class, and this is " + type
                + "; make it a List<TheEntity>.";
    }

    @Test
    void allFaultsAreListedAtOnceAndNoTableIsMissingForThem() {
        assertThat(EntityTable.of(BadColumns.class).tableColumns()).isNotEmpty();
        assertThat(EntityTable.of(Twins.class).tableColumns()).hasSize(2);
        assertThatThrownBy(() -> Mappings.of(Keyless.class, Twins.class, TwoVersions.class, Keyless.class))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining(
                        "The mapping of [Keyless, Twins, TwoVersions] has 4 faults:\n  - Keyless: It has no key;")
                .hasMessageContaining("\n  - Twins.again: Its column")
                .hasMessageContaining("\n  - TwoVersions.text: A @Version is")
                .hasMessageContaining("\n  - TwoVersions.number: It is the second")
                .hasMessageContaining("mend them where they stand; all of them are listed");
    }

    /** As the annotation processor would write it. */
    static final class Related_ extends EntityTable<Related> {
        static final Related_ RELATED = new Related_();

        final io.granary.schema.Column<String> text = attribute("nothing", String.class);
        final Relationship<Related, List<Animal>> raw = relationship("raw");

        private Related_() {
            super(Related.class);
        }
    }

    @Test
    void theClassThatIsGeneratedForAClassWithFaultsCanBeMade() {
        assertThat(Related_.RELATED.faults()).hasSize(19);
        assertThat(Related_.RELATED.text).hasToString("related.nothing");
        assertThat(Related_.RELATED.raw).hasToString("Related.raw");
        assertThatThrownBy(() -> Related_.RELATED.raw.get(new Related()))
                .hasMessageContaining("Call Mappings.of, which says what is wrong with it.");
        assertThatThrownBy(() -> EntityTable.of(WrongTypes.class).attribute("one", String.class))
                .isInstanceOf(ArgumentException.class);
    }

    @Entity
    static class KeyWithout {
        @EmbeddedId
        Made key;

        @Embeddable
        static class Made {
            int a;

            Made(int a) {
                this.a = a;
            }
        }
    }

    @Test
    void aFaultIsToldOnce() {
        assertThat(faults(KeyWithout.class)).singleElement().asString().startsWith("Made: It has no constructor");
    }
}
