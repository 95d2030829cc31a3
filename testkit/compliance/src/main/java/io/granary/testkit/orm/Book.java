package io.granary.testkit.orm;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands on a shelf, always. */
@Entity
@Table(name = "orm_books")
public class Book {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** What it is called. */
    public @Nullable String title;

    /** Where it stands. */
    @ManyToOne(optional = false)
    public @Nullable Shelf shelf;

    /** Its pages; that they are deleted with it follows from their being orphans without it. */
    @OneToMany(
            mappedBy = "book",
            cascade = {CascadeType.PERSIST, CascadeType.MERGE, CascadeType.REFRESH, CascadeType.DETACH},
            orphanRemoval = true)
    public List<Page> pages = new ArrayList<>();

    /** For those who load it. */
    protected Book() {}

    /**
     * A new one.
     *
     * @param title what it is called
     * @param pages how many pages it has
     */
    public Book(String title, int pages) {
        this.title = title;
        for (int i = 1; i <= pages; i++) {
            this.pages.add(new Page(title + " " + i));
        }
    }
}
