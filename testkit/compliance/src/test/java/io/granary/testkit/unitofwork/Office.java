package io.granary.testkit.unitofwork;

import io.granary.testkit.unitofwork.Library.Word;
import jakarta.persistence.CascadeType;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hierarchy in tables that are joined, and what is kept in tables between two classes. */
public final class Office {

    private Office() {}

    /** Has one table for each class; its folder comes with it. */
    @Entity
    @Table(name = "rw_docs")
    @Inheritance(strategy = InheritanceType.JOINED)
    @DiscriminatorColumn(name = "kind")
    public static class Doc extends Thing {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public @Nullable Long id;

        @Version
        public int version;

        @ManyToOne(cascade = {CascadeType.PERSIST, CascadeType.MERGE})
        public @Nullable Folder folder;

        @Override
        @Nullable Object key() {
            return id;
        }
    }

    /** A document that refers to documents. */
    @Entity
    @Table(name = "rw_letters")
    public static class Letter extends Doc {
        public @Nullable String text;

        @ManyToOne
        public @Nullable Doc reply;
    }

    /** A document that owns its lines. */
    @Entity
    @Table(name = "rw_bills")
    public static class Bill extends Doc {
        public int cents;

        @OneToMany(mappedBy = "bill", cascade = CascadeType.ALL, orphanRemoval = true)
        public List<Line> rows = new ArrayList<>();
    }

    /** Cannot be without a bill. */
    @Entity
    @Table(name = "rw_lines")
    public static class Line extends Thing {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public @Nullable Long id;

        @ManyToOne(optional = false)
        @JoinColumn(nullable = false)
        public @Nullable Bill bill;

        @Override
        @Nullable Object key() {
            return id;
        }
    }

    /** Has a key that the program gives; owns notes, and refers to words that do not know it. */
    @Entity
    @Table(name = "rw_folders")
    public static class Folder extends Thing {
        @Id
        public @Nullable Long id;

        @OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
        @JoinTable(name = "rw_folder_notes")
        public List<Note> notes = new ArrayList<>();

        @ManyToMany
        @JoinTable(name = "rw_folder_words")
        public List<Word> words = new ArrayList<>();

        @Override
        @Nullable Object key() {
            return id;
        }
    }

    /** Knows nobody, and goes with its folder. */
    @Entity
    @Table(name = "rw_notes")
    public static class Note extends Thing {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public @Nullable Long id;

        @Override
        @Nullable Object key() {
            return id;
        }
    }
}
