package io.granary.orm.mapping;

import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.EntityTable;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"NullAway", "UnusedVariable"}) // attributes are filled by reflection
class EmbeddedTest extends OnH2 {

    static class Reversed implements AttributeConverter<String, String> {
        @Override
        public String convertToDatabaseColumn(String text) {
            return new StringBuilder(text).reverse().toString();
        }

        @Override
        public String convertToEntityAttribute(String text) {
            return convertToDatabaseColumn(text);
        }
    }

    @Embeddable
    record Town(
            String name, @Column(name = "zip", length = 5) String code) {}

    @Embeddable
    static class Address {
        String street;
        Town town;

        Address() {}

        Address(String street, Town town) {
            this.street = street;
            this.town = town;
        }
    }

    @Entity
    static class Person {
        @Id
        Long id = 1L;

        @Embedded
        @AttributeOverride(name = "street", column = @Column(name = "home_street", nullable = false))
        @AttributeOverride(name = "town.name", column = @Column(name = "home_town"))
        @AttributeOverride(name = "town.code", column = @Column(name = "home_zip", length = 9))
        Address home = new Address("High Street", new Town("Oslo", "0150"));

        @Convert(attributeName = "town.name", converter = Reversed.class)
        Address work;
    }

    private static final EntityMapping<Person> PERSON =
            EntityTable.of(Person.class).mapping();

    @Test
    void theAttributesOfTwoOfOneClassAreColumnsOfTheOwner() {
        assertThat(EntityTable.of(Person.class).faults()).isEmpty();
        assertThat(PERSON.columns())
                .extracting(column -> column.path() + "=" + column.column().name())
                .containsExactly(
                        "id=id",
                        "home.street=home_street",
                        "home.town.name=home_town",
                        "home.town.code=home_zip",
                        "work.street=street",
                        "work.town.name=name",
                        "work.town.code=zip");
        assertThat(EntityTable.of(Person.class)
                        .attribute("home.street", String.class)
                        .options()
                        .isNullable())
                .isFalse();
    }

    @Test
    void embeddedObjectsComeBackAndThoseWithoutValuesAsNull() {
        Person person = new Person();
        with(
                () -> {
                    Person alone = roundTrip(person, Person.class);
                    assertThat(alone).usingRecursiveComparison().isEqualTo(person);
                    assertThat(alone.work).isNull();
                    person.work = new Address(null, new Town("Bergen", null));
                    assertThat(roundTrip(person, Person.class))
                            .usingRecursiveComparison()
                            .isEqualTo(person);
                },
                Person.class);
    }

    @Test
    void aConverterReachesIntoOneEmbeddedAttributeAndNotIntoTheOther() {
        Person person = new Person();
        person.work = new Address(null, new Town("Bergen", null));
        Class<?> stored = PERSON.columns().get(5).column().type().getClass();
        assertThat(stored).isNotEqualTo(PERSON.columns().get(2).column().type().getClass());
        with(
                () -> {
                    EntityTable<Person> table = EntityTable.of(Person.class);
                    outcomeOf(engine.execute(io.granary.sql.Sql.insert(table)
                            .set(table.attribute("id", Long.class), 2L)
                            .set(table.attribute("home.street", String.class), "x")
                            .set(table.attribute("home.town.name", String.class), "Oslo")
                            .set(table.attribute("work.town.name", String.class), "Bergen")));
                    assertThat(ask("select home_town || name from person")).containsExactly("OslonegreB");
                },
                Person.class);
    }

    @Test
    void whatIsNotWrittenOfAnEmbeddedObjectStays() {
        Person person = new Person();
        BitSet street = new BitSet();
        street.set(1);
        @Nullable Object[] image = {null, "New Street", null, null, null, null, null};
        PERSON.write(person, image, street);
        assertThat(person.home.street).isEqualTo("New Street");
        assertThat(person.home.town).isEqualTo(new Town("Oslo", "0150"));
    }

    @Embeddable
    static class Span {
        private int first;

        int getLow() {
            return first;
        }

        void setLow(int low) {
            first = low;
        }
    }

    @Entity
    static class ByGetter {
        private Long key;
        private Span span;

        @Id
        Long getId() {
            return key;
        }

        void setId(Long id) {
            key = id;
        }

        Span getSpan() {
            return span;
        }

        void setSpan(Span value) {
            span = value;
        }
    }

    @Test
    void anEmbeddableIsReadAsItsOwnerIs() {
        assertThat(EntityTable.of(ByGetter.class).mapping().columns().stream()
                        .map(MappedColumn::path)
                        .toList())
                .isEqualTo(List.of("id", "span.low"));
    }
}
