package io.granary.orm.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.orm.EntityTable;
import io.granary.orm.LoadStrategy;
import io.granary.orm.LoadedBy;
import io.granary.orm.WriteOnly;
import jakarta.persistence.Basic;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Version;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is wrong with relationships, as far as one class tells. */
@SuppressWarnings({"NullAway", "UnusedVariable", "UnusedMethod", "rawtypes"}) // classes as users get them wrong
class RelationshipFaultsTest {

    private static List<String> faults(Class<?> type) {
        return EntityTable.of(type).faults();
    }

    @Entity
    static class Animal {
        @Id
        Long id;
    }

    @Entity
    static class Related {
        @Id
        Long id;

        @ManyToOne
        String text;

        @ManyToOne(targetEntity = KeyFaultsTest.Keyless.class)
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
                        "Related.unfit: Its targetEntity is " + KeyFaultsTest.Keyless.class.getName()
                                + ", and it can hold a " + Animal.class.getName() + " only; take targetEntity away.",
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
        assertThatThrownBy(() -> EntityTable.of(KeyFaultsTest.WrongTypes.class).attribute("one", String.class))
                .isInstanceOf(ArgumentException.class);
    }
}
