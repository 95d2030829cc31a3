package io.granary.orm.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.orm.EntityTable;
import io.granary.orm.Mappings;
import io.granary.orm.Validates;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"NullAway", "UnusedMethod", "UnusedVariable"}) // called by reflection
class ValidatorsTest {

    @MappedSuperclass
    abstract static class Named<T> {
        final transient List<String> seen = new ArrayList<>();

        T name;

        @Validates("name")
        private void own(T name) {
            seen.add("Named.own " + name);
        }

        @Validates("name")
        void overridden(T name) {
            throw new AssertionError("overridden");
        }
    }

    @Embeddable
    record Place(String street, String town) {}

    @Entity
    static class Person extends Named<String> {
        @Id
        Long id;

        @Embedded
        Place home;

        @Validates({"id", "home"})
        void both(String attribute, Object value) {
            seen.add(attribute + " " + value);
        }

        @Override
        @Validates("name")
        void overridden(String name) {
            seen.add("Person.overridden " + name);
        }
    }

    private static final EntityMapping<Person> PERSON =
            EntityTable.of(Person.class).mapping();

    @Test
    void thoseOfTheTopmostClassComeFirstAndOverriddenOnesNot() {
        Person person = new Person();
        PERSON.validators().forEach(validator -> validator.call().accept(person, null));
        assertThat(EntityTable.of(Person.class).faults()).isEmpty();
        assertThat(person.seen).containsExactly("Named.own null", "id null", "home null", "Person.overridden null");
    }

    @Test
    void anEmbeddedAttributeIsInAllOfItsColumns() {
        Validator home = PERSON.validators().get(2);
        assertThat(home.method()).isEqualTo("Person.both");
        assertThat(home.slots().stream()
                        .mapToObj(slot -> PERSON.columns().get(slot).path()))
                .containsExactly("home.street", "home.town");
    }

    @Entity
    static class Wrong {
        @Id
        Long id;

        @Validates({"name", "street"})
        void absent(Object value) {}
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> Mappings.of(Wrong.class))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining(
                        "Wrong.absent: It validates \"name\", which is no attribute of Wrong; it has [id].")
                .hasMessageContaining("It validates \"street\"");
    }
}
