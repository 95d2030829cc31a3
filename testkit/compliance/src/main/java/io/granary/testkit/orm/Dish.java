package io.granary.testkit.orm;

import io.granary.orm.Validates;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.PrePersist;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dish, which remembers what its validators were shown. */
@Entity
@Table(name = "orm_dishes")
public class Dish {

    /**
     * How long it takes, in minutes.
     *
     * @param preparing before it is on the stove
     * @param cooking on it
     */
    @Embeddable
    public record Time(int preparing, int cooking) {}

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** Never blank. */
    @Column(length = 40)
    public @Nullable String name;

    /** Written as it is. */
    @Column(length = 40)
    public @Nullable String remark;

    /** How long it takes. */
    @Embedded
    public Time time = new Time(5, 20);

    /** What goes into it. */
    @OneToMany(mappedBy = "dish", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("id")
    public List<Portion> portions = new ArrayList<>();

    /** What its validators were shown. */
    public final transient List<String> shown = new ArrayList<>();

    /** Whether nothing more goes into it. */
    public transient boolean closed;

    /** For those who load it. */
    protected Dish() {}

    /**
     * A new one.
     *
     * @param name what it is called
     * @param portions what goes into it
     */
    public Dish(String name, Portion... portions) {
        this.name = name;
        this.portions.addAll(List.of(portions));
    }

    @PrePersist
    void trim() {
        name = name == null ? null : name.strip();
    }

    @Validates({"name", "time"})
    void show(String attribute, @Nullable Object value) {
        shown.add(attribute + " " + value);
        if ("".equals(value)) {
            throw new IllegalArgumentException("without a name");
        }
    }

    @Validates("portions")
    void take(Portion portion) {
        shown.add("portion of " + portion.grams);
    }
}
