package io.granary.testkit.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A page of a book. */
@Entity
@Table(name = "orm_pages")
public class Page {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** What stands at its top. */
    public @Nullable String heading;

    /** Of which book. */
    @ManyToOne
    public @Nullable Book book;

    /** For those who load it. */
    protected Page() {}

    /**
     * A new one.
     *
     * @param heading what stands at its top
     */
    public Page(String heading) {
        this.heading = heading;
    }
}
