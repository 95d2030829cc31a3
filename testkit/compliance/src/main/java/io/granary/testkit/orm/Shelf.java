package io.granary.testkit.orm;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What books stand on, with a key of the program's. */
@Entity
@Table(name = "orm_shelves")
public class Shelf {

    /** Given by the program. */
    @Id
    public int id;

    /** What it is called. */
    public @Nullable String label;

    /** None stands on two shelves, and none on no shelf. */
    @OneToMany(mappedBy = "shelf", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("id")
    public List<Book> books = new ArrayList<>();

    /** For those who load it. */
    protected Shelf() {}

    /**
     * A new one.
     *
     * @param id its key
     * @param label what it is called
     * @param books what stands on it
     */
    public Shelf(int id, String label, Book... books) {
        this.id = id;
        this.label = label;
        this.books.addAll(List.of(books));
    }
}
