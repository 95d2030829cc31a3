package io.granary.orm.mapping;

import static io.granary.sql.Sql.select;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.dialect.PostgresDialect;
import io.granary.error.ArgumentException;
import io.granary.orm.EntityTable;
import io.granary.sql.Condition;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.ManyToOne;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"NullAway", "UnusedVariable"}) // nobody makes objects of them
class OfTypeTest {

    @Entity
    @Inheritance
    static class Plant {
        @Id
        long id;
    }

    @Entity
    static class Tree extends Plant {}

    @Entity
    static class Bird {
        @Id
        long id;

        @ManyToOne
        Plant nest;
    }

    private static final EntityTable<Bird> BIRD = EntityTable.of(Bird.class);
    private static final EntityTable<Plant> PLANT = EntityTable.of(Plant.class);
    private static final EntityTable<Tree> TREE = EntityTable.of(Tree.class);
    private static final Relationship<Bird, Plant> NEST = BIRD.relationship("nest");

    private static String where(Condition condition) {
        String sql =
                select(BIRD).where(condition).toSql(PostgresDialect.INSTANCE).text();
        return sql.substring(sql.indexOf("WHERE"));
    }

    @Test
    void isTheSameRelationshipWithANearerEnd() {
        Relationship<Bird, Plant> narrow = NEST.ofType(TREE);
        assertThat(narrow).isEqualTo(NEST).hasToString("Bird.nest");
        assertThat(narrow.target()).isEqualTo(Tree.class);
        assertThat(narrow.targetTable()).isSameAs(TREE);
        assertThat(narrow.targetRoot()).isEqualTo(Plant.class);
    }

    @Test
    @Tag("OT04")
    void aColumnAloneDoesNotTellOfWhichClassItsRowIs() {
        assertThat(where(NEST.isNull())).isEqualTo("WHERE bird.nest_id IS NULL");
        assertThat(where(NEST.ofType(PLANT).isNull())).isEqualTo("WHERE bird.nest_id IS NULL");
        assertThat(where(NEST.ofType(TREE).isNull()))
                .isEqualTo(
                        "WHERE NOT (EXISTS (SELECT * FROM plant WHERE plant.id = bird.nest_id AND plant.dtype IN ('Tree')))");
    }

    @Test
    void refusesClassesThatAreNotBelow() {
        assertThatThrownBy(() -> NEST.ofType(BIRD))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("Bird.nest leads to Plant, and Bird is no class below that.")
                .hasMessageContaining("Give the table of a class that extends Plant.");
        assertThatThrownBy(() -> NEST.ofType(TREE).ofType(PLANT)).isInstanceOf(ArgumentException.class);
    }
}
