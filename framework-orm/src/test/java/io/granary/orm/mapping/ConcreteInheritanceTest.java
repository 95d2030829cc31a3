package io.granary.orm.mapping;

import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.ColumnProperty;
import io.granary.orm.EntityTable;
import io.granary.orm.Mappings;
import io.granary.orm.PropertyExpression;
import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Functions;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.UniqueConstraint;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Entities that extend entities and have a table each. */
@SuppressWarnings({"NullAway", "UnusedVariable"}) // attributes are filled by reflection
class ConcreteInheritanceTest extends OnH2 {

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
    @Tag("CC01")
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
        assertThat(InheritanceTest.sql(
                        select(PETS).where(PETS.attribute("loud", String.class).eq("X"))))
                .isEqualTo("SELECT pets.id, pets.name, pets.chip, (upper(pets.name)) AS loud, pets.clazz_ FROM ("
                        + "SELECT cats.id, cats.name, cats.chip, 'Cat' AS clazz_, cats.lives, CAST(NULL AS BIGINT) AS friend_id FROM cats"
                        + " UNION ALL SELECT dogs.id, dogs.name, dogs.chip, 'Dog' AS clazz_, CAST(NULL AS INTEGER) AS lives, dogs.friend_id FROM dogs"
                        + ") AS pets WHERE (upper(pets.name)) = $1");
        assertThat(InheritanceTest.sql(select(cats)))
                .isEqualTo(
                        "SELECT cats.id, cats.name, cats.chip, (upper(cats.name)) AS loud, ('Cat') AS clazz_, cats.lives FROM cats");
        assertThat(InheritanceTest.sql(delete(cats))).isEqualTo("DELETE FROM cats");
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
}
