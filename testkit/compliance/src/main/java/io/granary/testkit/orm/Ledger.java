package io.granary.testkit.orm;

import io.granary.orm.WriteOnly;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A book that is known by its number, with far too much in it for all of it to be loaded. */
@Entity
@Table(name = "orm_ledgers")
public class Ledger {

    /** Given by the program. */
    @Id
    public int number;

    /** What stands in it; what is taken out goes, and all goes with it. */
    @OneToMany(mappedBy = "ledger", cascade = CascadeType.ALL, orphanRemoval = true)
    public WriteOnly<Entry> entries = new WriteOnly<>();

    /** Those who read it, who stay when it goes. */
    @OneToMany(mappedBy = "ledger", cascade = CascadeType.PERSIST)
    public WriteOnly<Reader> readers = new WriteOnly<>();

    /** What was written last, which refers to it. */
    @ManyToOne
    @JoinColumn(foreignKey = @ForeignKey(name = "orm_ledgers_last"))
    public @Nullable Entry last;

    /** For those who load it. */
    protected Ledger() {}

    /**
     * A new one.
     *
     * @param number its number
     * @param texts what stands in it
     */
    public Ledger(int number, String... texts) {
        this.number = number;
        for (String text : texts) {
            entries.add(new Entry(text));
        }
    }

    /** What stands in a ledger. */
    @Entity
    @Table(name = "orm_entries")
    public static class Entry {

        /** Given by the database. */
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public @Nullable Long id;

        /** What it says. */
        @Column(length = 20)
        public @Nullable String text;

        /** Where it stands. */
        @ManyToOne
        @JoinColumn(foreignKey = @ForeignKey(name = "orm_entries_ledger"))
        public @Nullable Ledger ledger;

        /** For those who load it. */
        protected Entry() {}

        /**
         * A new one.
         *
         * @param text what it says
         */
        public Entry(String text) {
            this.text = text;
        }
    }

    /** Somebody who reads a ledger. */
    @Entity
    @Table(name = "orm_readers")
    public static class Reader {

        /** Given by the program. */
        @Id
        public int id;

        /** What is read; nothing at times. */
        @ManyToOne
        public @Nullable Ledger ledger;

        /** For those who load it. */
        protected Reader() {}

        /**
         * A new one.
         *
         * @param id the key
         */
        public Reader(int id) {
            this.id = id;
        }
    }
}
