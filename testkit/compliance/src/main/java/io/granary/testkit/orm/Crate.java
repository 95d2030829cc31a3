package io.granary.testkit.orm;

import static io.granary.sql.Functions.count;
import static io.granary.sql.Sql.select;

import io.granary.orm.ColumnProperty;
import io.granary.orm.EntityTable;
import io.granary.orm.PropertyExpression;
import io.granary.schema.Column;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import jakarta.persistence.CascadeType;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something with fruits in it, which knows how many there are. */
@Entity
@Inheritance(strategy = InheritanceType.JOINED)
@DiscriminatorColumn(name = "kind")
@DiscriminatorValue("dry")
@Table(name = "orm_crates")
public class Crate {

    /** How many fruits are in a crate: a query. */
    public static final class FruitCount implements PropertyExpression<Crate, Long> {

        /** For mappings. */
        public FruitCount() {}

        @Override
        public Expression<Long> of(FromElement crate) {
            EntityTable<Fruit> fruits = EntityTable.of(Fruit.class);
            Column<Long> id = EntityTable.of(Crate.class).attribute("id", Long.class);
            return select(count())
                    .from(fruits)
                    .where(fruits.column("crate_id", Long.class).eq(crate.column(id)))
                    .scalar();
        }
    }

    /** What a crate is called, for those who are far away: an expression with a value in it. */
    public static final class Shout implements PropertyExpression<Crate, String> {

        /** For mappings. */
        public Shout() {}

        @Override
        public Expression<String> of(FromElement crate) {
            return crate.column(EntityTable.of(Crate.class).attribute("name", String.class))
                    .concat("!");
        }
    }

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** What it is called. */
    public @Nullable String name;

    /** How many fruits are in it. */
    @ColumnProperty(FruitCount.class)
    public @Nullable Long count;

    /** Its name, louder. */
    @ColumnProperty(Shout.class)
    public @Nullable String loud;

    /** What is in it. */
    @OneToMany(mappedBy = "crate", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("id")
    public List<Fruit> fruits = new ArrayList<>();

    /** For those who load it. */
    protected Crate() {}

    /**
     * A new one.
     *
     * @param name what it is called
     * @param weights those of its fruits
     */
    public Crate(String name, int... weights) {
        this.name = name;
        for (int weight : weights) {
            fruits.add(new Fruit(weight));
        }
    }
}
