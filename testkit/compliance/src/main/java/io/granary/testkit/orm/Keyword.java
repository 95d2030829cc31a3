package io.granary.testkit.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What items are found by. */
@Entity
@Table(name = "orm_keywords")
public class Keyword {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** The word. */
    public @Nullable String word;

    /** What is found by it. */
    @ManyToMany(mappedBy = "keywords")
    public List<Item> items = new ArrayList<>();

    /** For those who load it. */
    protected Keyword() {}

    /**
     * A new one.
     *
     * @param word the word
     */
    public Keyword(String word) {
        this.word = word;
    }
}
