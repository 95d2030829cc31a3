package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** What is known by a moment as exact as the clock tells it. */
@Entity
@Table(name = "orm_ticks")
public class Tick {

    /** When it was. */
    @Id
    public Instant at = Instant.EPOCH;

    /** What it is called. */
    @Column(length = 20)
    public @Nullable String name;

    /** What came before it. */
    @ManyToOne
    public @Nullable Tick before;

    /** For those who load it. */
    protected Tick() {}

    /**
     * A new one.
     *
     * @param at when it was
     * @param before what came before it
     */
    public Tick(Instant at, @Nullable Tick before) {
        this.at = at;
        this.before = before;
    }

    /** One that was heard somewhere: known by both, in a record. */
    @Entity
    @Table(name = "orm_ticks_heard")
    public static class Heard {

        /**
         * Its key.
         *
         * @param at when
         * @param place where
         */
        @Embeddable
        public record Key(LocalDateTime at, int place) {}

        /** When and where. */
        @EmbeddedId
        public @Nullable Key key;

        /** What it is called. */
        @Column(length = 20)
        public @Nullable String name;

        /** For those who load it. */
        protected Heard() {}

        /**
         * A new one.
         *
         * @param at when
         * @param place where
         */
        public Heard(LocalDateTime at, int place) {
            this.key = new Key(at, place);
        }
    }
}
