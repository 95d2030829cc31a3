package io.granary.examples.snippets;

import io.granary.engine.AsyncEngine;
import io.granary.engine.ScalarResult;
import io.granary.orm.AsyncSession;
import io.granary.orm.ColumnProperty;
import io.granary.orm.EntityTable;
import io.granary.orm.Json;
import io.granary.orm.Mappings;
import io.granary.orm.PropertyExpression;
import io.granary.orm.Ref;
import io.granary.sql.Executable;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Functions;
import io.granary.sql.Sql;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Index;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.PrePersist;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** Mapped classes of a library. */
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // a session fills the objects
final class Mapping {

    private Mapping() {}

    // #superclass
    @MappedSuperclass
    abstract static class Row<K> {
        @Id
        @GeneratedValue
        K id;

        @Version
        int version;

        Instant created;

        @PrePersist
        void create() {
            created = Instant.now();
        }
    }
    // #superclass

    // #class
    @Entity
    @Table(name = "readers", indexes = @Index(columnList = "last_name, first_name"))
    static class Reader extends Row<Long> {
        String firstName;

        @Column(nullable = false, length = 80)
        String lastName;

        @Nullable LocalDate born;

        @Enumerated(EnumType.STRING)
        Mood mood = Mood.CALM;

        @Embedded
        @AttributeOverride(name = "zip", column = @Column(name = "home_zip"))
        @Nullable Address home;

        @OneToMany(mappedBy = "reader", cascade = CascadeType.ALL, orphanRemoval = true)
        @OrderBy("due DESC")
        List<Loan> loans = new ArrayList<>();
    }

    enum Mood {
        CALM,
        HURRIED
    }

    @Embeddable
    record Address(String street, String zip) {}
    // #class

    // #relationships
    @Entity
    static class Loan extends Row<Long> {
        @ManyToOne(optional = false)
        @JoinColumn(name = "reader_id", foreignKey = @ForeignKey(name = "fk_loan_reader"))
        Ref<Reader> reader;

        @ManyToOne
        Volume volume;

        LocalDate due;
    }

    @Entity
    static class Volume {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(sequenceName = "volume_seq", allocationSize = 20)
        Long id;

        String title;

        @Column(precision = 10, scale = 2)
        BigDecimal price;

        @Json
        Map<String, String> remarks;

        @Convert(converter = Isbn.Converter.class)
        Isbn isbn;

        @ManyToMany
        @JoinTable(name = "volume_subjects")
        Set<Subject> subjects;
    }

    @Entity
    record Subject(@Id String word, String explanation) {}
    // #relationships

    // #converter
    record Isbn(String digits) {
        static final class Converter implements AttributeConverter<Isbn, String> {
            @Override
            public String convertToDatabaseColumn(Isbn isbn) {
                return isbn.digits();
            }

            @Override
            public Isbn convertToEntityAttribute(String digits) {
                return new Isbn(digits);
            }
        }
    }
    // #converter

    // #keys
    @Entity
    @IdClass(Mark.Key.class)
    static class Mark {
        @Id
        @ManyToOne
        Volume volume;

        @Id
        int page;

        String note;

        record Key(Long volume, int page) {}
    }
    // #keys

    // #mappings
    static final Mappings LIBRARY = Mappings.of(Reader.class, Loan.class, Volume.class, Subject.class, Mark.class);

    static CompletionStage<Done> create(AsyncEngine engine) {
        return LIBRARY.metaData().createAll(engine);
    }
    // #mappings

    static CompletionStage<Done> drop(AsyncEngine engine) {
        return LIBRARY.metaData().dropAll(engine);
    }

    // #statement
    static final EntityTable<Reader> READER = EntityTable.of(Reader.class);

    static Executable zips() {
        return Sql.select(READER.attribute("home.zip", String.class))
                .where(READER.attribute("lastName", String.class).like("L%"));
    }
    // #statement

    // #map
    @Entity
    static class Atlas extends Row<Long> {
        @OneToMany(mappedBy = "atlas", cascade = CascadeType.ALL, orphanRemoval = true)
        @MapKey(name = "country")
        Map<String, Sheet> sheets = new HashMap<>();
    }

    @Entity
    static class Sheet extends Row<Long> {
        @Column(nullable = false, length = 2)
        String country;

        @ManyToOne
        Atlas atlas;
    }
    // #map

    // #column-property
    @Entity
    static class Shelf extends Row<Long> {
        String room;

        @ColumnProperty(BookCount.class)
        long books;

        @OneToMany(mappedBy = "shelf")
        List<Book> content = new ArrayList<>();
    }

    static final class BookCount implements PropertyExpression<Shelf, Long> {
        @Override
        public Expression<Long> of(FromElement shelf) {
            EntityTable<Book> book = EntityTable.of(Book.class);
            return Sql.select(Functions.count())
                    .from(book)
                    .where(book.column("shelf_id", Long.class).eq(shelf.column(SHELF_ID)))
                    .scalar();
        }
    }

    static final EntityTable<Shelf> SHELF = EntityTable.of(Shelf.class);
    static final io.granary.schema.Column<Long> SHELF_ID = SHELF.attribute("id", Long.class);
    static final io.granary.schema.Column<Long> SHELF_BOOKS = SHELF.attribute("books", Long.class);

    static CompletionStage<List<Shelf>> fullest(AsyncSession session) {
        return session.scalars(Sql.select(SHELF).where(SHELF_BOOKS.gt(40L)).orderBy(SHELF_BOOKS.desc()))
                .thenApply(ScalarResult::all);
    }
    // #column-property

    @Entity
    static class Book extends Row<Long> {
        @ManyToOne
        Shelf shelf;
    }

    // #hierarchy
    @Entity
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @DiscriminatorColumn(name = "kind")
    abstract static class Medium extends Row<Long> {
        String title;
    }

    @Entity
    @DiscriminatorValue("film")
    static class Film extends Medium {
        Integer minutes;
    }

    @Entity
    @DiscriminatorValue("record")
    static class Recording extends Medium {
        String artist;
    }

    static CompletionStage<List<Medium>> media(AsyncSession session) {
        return session.scalars(Sql.select(EntityTable.of(Medium.class))).thenApply(ScalarResult::all);
    }

    static CompletionStage<List<Film>> longFilms(AsyncSession session) {
        EntityTable<Film> film = EntityTable.of(Film.class);
        return session.scalars(Sql.select(film)
                        .where(film.attribute("minutes", Integer.class).gt(120)))
                .thenApply(ScalarResult::all);
    }
    // #hierarchy

    // #concrete
    @Entity
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Payment {
        @Id
        @GeneratedValue(strategy = GenerationType.UUID)
        UUID id;

        long cents;
    }

    @Entity
    static class Transfer extends Payment {
        String account;
    }

    @Entity
    static class Voucher extends Payment {
        String code;
    }

    static final EntityTable<Payment> PAYMENT = EntityTable.of(Payment.class);
    static final io.granary.schema.Column<Long> CENTS = PAYMENT.attribute("cents", Long.class);

    static CompletionStage<List<Payment>> largest(AsyncSession session) {
        return session.scalars(Sql.select(PAYMENT).orderBy(CENTS.desc()).limit(10))
                .thenApply(ScalarResult::all);
    }
    // #concrete
}
