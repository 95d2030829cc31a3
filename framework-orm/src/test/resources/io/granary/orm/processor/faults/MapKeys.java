package faults;

// Reflection says all of this.
import jakarta.persistence.*;
import java.util.*;

@Entity //! Double: It is an @Entity and an @Embeddable or a @MappedSuperclass; choose one.
@Embeddable
class Double {
    @Id long id;
}

@Entity //! Above: It is an @Entity and an @Embeddable or a @MappedSuperclass; choose one.
@MappedSuperclass
class Above {
    @Id long id;
}

@Entity
class Shelf {
    @Id int id;
    @OneToMany(mappedBy = "shelf") @MapKey Map<String, Book> byKey; //! Shelf.byKey: Its keys are of java.lang.String, and Book.id is of long; write Map<Long, Book>.
    @OneToMany(mappedBy = "shelf") @MapKey(name = "title") Map<Integer, Book> byTitle; //! Shelf.byTitle: Its keys are of java.lang.Integer, and Book.title is of java.lang.String; write Map<String, Book>.
    @OneToMany(mappedBy = "shelf") @MapKey(name = "title") Map<CharSequence, Book> byText;
    @OneToMany(mappedBy = "shelf") @MapKey(name = "shelf") Map<Shelf, Book> byShelf; //! Shelf.byShelf: Its @MapKey names "shelf", and Book has no such in a column; it has [id, title].
    @OneToMany(mappedBy = "shelf") @MapKey Map<Long, Page> pages; //! Shelf.pages: Its @MapKey names no attribute, and Page has no such in a column; it has [number, part].
}

@Entity
class Book {
    @Id long id;
    String title;
    @ManyToOne Shelf shelf;
}

@Entity
@IdClass(Page.Key.class)
class Page {
    @Id int number;
    @Id int part;
    @ManyToOne Shelf shelf;

    static class Key {
        int number;
        int part;

        @Override public boolean equals(Object other) { return other instanceof Key key && key.number == number && key.part == part; }
        @Override public int hashCode() { return number; }
    }
}
