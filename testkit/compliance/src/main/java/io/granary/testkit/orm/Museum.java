package io.granary.testkit.orm;

import io.granary.orm.LoadStrategy;
import io.granary.orm.LoadedBy;
import jakarta.persistence.Basic;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A house of which the mapping says what is loaded with it, and what is not. */
@Entity
@Table(name = "orm_museums")
public class Museum {

    /** Given by the program. */
    @Id
    public int id;

    /** What it is called. */
    public @Nullable String name;

    /** Too long to be read with every museum. */
    @Basic(fetch = FetchType.LAZY)
    public @Nullable String history;

    /** Its halls, but those within others. */
    @OneToMany(mappedBy = "museum", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("id")
    @LoadedBy(LoadStrategy.SELECT_IN)
    public List<Hall> halls = new ArrayList<>();

    /** For those who load it. */
    protected Museum() {}

    /**
     * A new one.
     *
     * @param id its key
     * @param name what it is called
     * @param halls its halls
     */
    public Museum(int id, String name, Hall... halls) {
        this.id = id;
        this.name = name;
        this.history = "of " + name;
        this.halls.addAll(List.of(halls));
    }
}
