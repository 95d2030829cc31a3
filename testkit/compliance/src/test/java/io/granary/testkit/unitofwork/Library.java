package io.granary.testkit.unitofwork;

import io.granary.orm.Ref;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Classes that own others, refer to them and share them. */
public final class Library {

    private Library() {}

    /** A value of two columns, each of which may be null. */
    @Embeddable
    public record Place(@Nullable Integer x, @Nullable Integer y) {}

    /** Owns its books and goes with none of its labels; has a version, and a value of two columns. */
    @Entity
    @Table(name = "rw_shelves")
    public static class Shelf extends Thing {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public @Nullable Long id;

        @Version
        public int version;

        @Embedded
        public @Nullable Place place;

        @OneToMany(mappedBy = "shelf", cascade = CascadeType.ALL, orphanRemoval = true)
        @OrderBy("n")
        public List<Book> books = new ArrayList<>();

        @OneToMany(
                mappedBy = "shelf",
                cascade = {CascadeType.PERSIST, CascadeType.MERGE})
        public Set<Label> labels = new LinkedHashSet<>();

        @Override
        @Nullable Object key() {
            return id;
        }
    }

    /** Cannot be without a shelf; refers to its own class, and shares words. */
    @Entity
    @Table(name = "rw_books")
    public static class Book extends Thing {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public @Nullable Long id;

        @Version
        public int version;

        @ManyToOne(optional = false)
        @JoinColumn(nullable = false)
        public @Nullable Shelf shelf;

        @ManyToOne
        public @Nullable Book sequel;

        @ManyToMany(cascade = CascadeType.PERSIST)
        @JoinTable(name = "rw_book_words")
        public Set<Word> words = new LinkedHashSet<>();

        @Override
        @Nullable Object key() {
            return id;
        }
    }

    /** Has its shelf behind a {@link Ref}, and may be without one. */
    @Entity
    @Table(name = "rw_labels")
    public static class Label extends Thing {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public @Nullable Long id;

        @ManyToOne(cascade = CascadeType.PERSIST)
        public Ref<Shelf> shelf = Ref.none();

        @Override
        @Nullable Object key() {
            return id;
        }
    }

    /** Is shared by books and by folders; its key is known before it is written. */
    @Entity
    @Table(name = "rw_words")
    public static class Word extends Thing {
        @Id
        @GeneratedValue
        public @Nullable UUID id;

        @ManyToMany(mappedBy = "words")
        public List<Book> books = new ArrayList<>();

        @Override
        @Nullable Object key() {
            return id;
        }
    }
}
