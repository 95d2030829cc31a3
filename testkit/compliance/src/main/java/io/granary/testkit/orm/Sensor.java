package io.granary.testkit.orm;

import io.granary.orm.WriteOnly;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** What measures, far too often for all of it to be loaded. */
@Entity
@Table(name = "orm_sensors")
public class Sensor {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** What it is called. */
    public @Nullable String name;

    /** What it has measured; what is taken out goes, and all goes with it. */
    @OneToMany(mappedBy = "sensor", cascade = CascadeType.ALL, orphanRemoval = true)
    public WriteOnly<Measure> measures = new WriteOnly<>();

    /** Those who look at it, who stay when it goes. */
    @OneToMany(mappedBy = "sensor", cascade = CascadeType.PERSIST)
    public WriteOnly<Watcher> watchers = new WriteOnly<>();

    /** What it is told by. */
    @ManyToMany(cascade = {CascadeType.PERSIST, CascadeType.MERGE})
    @JoinTable(name = "orm_sensor_labels")
    public WriteOnly<Label> labels = new WriteOnly<>();

    /** What stands beside it, and may refer back. */
    @ManyToOne
    public @Nullable Sensor neighbour;

    /** What it has measured last, which refers to it. */
    @ManyToOne
    public @Nullable Measure latest;

    /** For those who load it. */
    protected Sensor() {}

    /**
     * A new one.
     *
     * @param name what it is called
     * @param values what it has measured
     */
    public Sensor(String name, int... values) {
        this.name = name;
        for (int value : values) {
            measures.add(new Measure(value));
        }
    }
}
