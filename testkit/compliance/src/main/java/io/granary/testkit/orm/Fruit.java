package io.granary.testkit.orm;

import io.granary.orm.ColumnProperty;
import io.granary.orm.EntityTable;
import io.granary.orm.PropertyExpression;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import jakarta.persistence.Basic;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** What lies in crates. */
@Entity
@Inheritance(strategy = InheritanceType.SINGLE_TABLE)
@DiscriminatorColumn(name = "kind")
@DiscriminatorValue("fruit")
@Table(name = "orm_fruits")
public class Fruit {

    /** Twice its weight: of columns alone, so that whatever returns rows can return it. */
    public static final class Twice implements PropertyExpression<Fruit, Integer> {

        /** For mappings. */
        public Twice() {}

        @Override
        public Expression<Integer> of(FromElement fruit) {
            return fruit.column(EntityTable.of(Fruit.class).attribute("weight", Integer.class))
                    .mul(2);
        }
    }

    /** With a stone in it. */
    @Entity
    @DiscriminatorValue("stone")
    public static class Stone extends Fruit {

        /** For those who load it. */
        protected Stone() {}

        /**
         * A new one.
         *
         * @param weight in grams
         */
        public Stone(int weight) {
            super(weight);
        }
    }

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** In grams. */
    public int weight;

    /** Twice that; read where a query says so. */
    @ColumnProperty(Twice.class)
    @Basic(fetch = FetchType.LAZY)
    public @Nullable Integer twice;

    /** Where it lies. */
    @ManyToOne
    public @Nullable Crate crate;

    /** For those who load it. */
    protected Fruit() {}

    /**
     * A new one.
     *
     * @param weight in grams
     */
    public Fruit(int weight) {
        this.weight = weight;
    }
}
