package io.granary.testkit.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** What a user thinks of an item: a row between the two that has something to say itself. */
@Entity
@IdClass(Rating.Key.class)
@Table(name = "orm_ratings")
public class Rating {

    /**
     * Its key.
     *
     * @param user the user's
     * @param item the item's
     */
    public record Key(Long user, Long item) {}

    /** Who thinks so. */
    @Id
    @ManyToOne
    public @Nullable User user;

    /** Of what. */
    @Id
    @ManyToOne
    public @Nullable Item item;

    /** How good it is. */
    public int stars;

    /** For those who load it. */
    protected Rating() {}

    /**
     * A new one.
     *
     * @param user who thinks so
     * @param item of what
     * @param stars how good it is
     */
    public Rating(User user, Item item, int stars) {
        this.user = user;
        this.item = item;
        this.stars = stars;
    }
}
