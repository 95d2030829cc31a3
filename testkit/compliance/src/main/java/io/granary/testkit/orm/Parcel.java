package io.granary.testkit.orm;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What carries labels, which know nothing of it: rows of a table between say which. */
@Entity
@Table(name = "orm_parcels")
public class Parcel {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** Its own. */
    @OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
    @JoinTable(name = "orm_parcel_labels")
    public List<Keyword> labels = new ArrayList<>();

    /** For those who load it. */
    protected Parcel() {}

    /**
     * A new one.
     *
     * @param labels what it carries
     */
    public Parcel(Keyword... labels) {
        this.labels.addAll(List.of(labels));
    }
}
