package io.granary.testkit.orm;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.Table;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that keywords are given to. */
@Entity
@Table(name = "orm_items")
public class Item {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** What it is. */
    public @Nullable String description;

    /** What it is found by. */
    @ManyToMany(cascade = CascadeType.PERSIST)
    @JoinTable(name = "orm_item_keywords")
    public Set<Keyword> keywords = new LinkedHashSet<>();

    /** For those who load it. */
    protected Item() {}

    /**
     * A new one.
     *
     * @param description what it is
     * @param keywords what it is found by
     */
    public Item(String description, Keyword... keywords) {
        this.description = description;
        this.keywords.addAll(Set.of(keywords));
    }
}
