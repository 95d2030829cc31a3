package faults;

import io.granary.orm.LoadStrategy;
import io.granary.orm.LoadedBy;
import io.granary.orm.Ref;
import io.granary.orm.WriteOnly;
import jakarta.persistence.*;
import java.util.*;

class Stranger {}

class PairKey {
    long one;
    long two;
}

@Entity
@IdClass(PairKey.class)
class Two {
    @Id long one;
    @Id long two;
}

@Entity
class Book {
    @Id long id;
    String title;
    @ManyToOne Author author;
    @ManyToOne Stranger stranger; //! Book.stranger: It refers to faults.Stranger, which is no @Entity; annotate that, or name another in targetEntity.
    @OneToOne Ref<Stranger> other; //! Book.other: It refers to faults.Stranger, which is no @Entity; annotate that, or name another in targetEntity.
    @ManyToOne
    @JoinColumn(name = "one_writer", referencedColumnName = "id")
    @JoinColumn(name = "other_writer", referencedColumnName = "id")
    Author writer; //! Book.writer: It has 2 @JoinColumn, and the key of Author has 1 column; give one for each.
    @ManyToOne Two two;
    @ManyToOne(targetEntity = Shelf.class) Author unfit; //! Book.unfit: Its targetEntity is faults.Shelf, and it can hold a faults.Author only; take targetEntity away.
    @ManyToMany(targetEntity = Shelf.class) List<Author> unfits; //! Book.unfits: Its targetEntity is faults.Shelf, and it holds faults.Author; take targetEntity away.
    @ManyToMany(mappedBy = "books") Set<Shelf> shelves; //! Book.shelves: It and Shelf.books are both mapped by the other; take mappedBy from the one that has the column.
    @OneToMany(mappedBy = "nothing") List<Shelf> noted; //! Book.noted: It is mapped by "nothing", and Shelf has no such relationship; it has [Shelf.books].
    @OneToMany(mappedBy = "favourite") List<Author> fans; //! Book.fans: It is ONE_TO_MANY, and Author.favourite, by which it is mapped, is ONE_TO_ONE; a @OneToMany is mapped by a @ManyToOne, the others by their own kind.
}

@Entity
class Shelf {
    @Id long id;
    @ManyToMany(mappedBy = "shelves") Set<Book> books; //! Shelf.books: It and Book.shelves are both mapped by the other; take mappedBy from the one that has the column.
}

@Entity
class Author {
    @Id long id;
    @OneToOne Book favourite;
    @OneToMany(mappedBy = "author")
    @OrderBy("title, pages desc") //! Author.books: It is ordered by "pages", which Book does not have in a column; it has [id, title, author, writer, two].
    List<Book> books;
    @OneToMany ArrayList<Book> own; //! Author.own: A relationship to many is a List, a Set or a Collection of the other class, and this is java.util.ArrayList<faults.Book>; make it a List<TheEntity>.
    @OneToMany Map<Long, Book> byId; //! Author.byId: A Map of entities is by an attribute of theirs, which @MapKey(name = …) names; without a name it is their key.
    @OneToMany @MapKey(name = "shelf") Map<Long, Book> byShelf; //! Author.byShelf: Its @MapKey names "shelf", and Book has no such in a column; it has [id, title].
    @OneToMany @MapKey List<Book> keyed; //! Author.keyed: @MapKey is for a Map<K, TheEntity>, and this is none; take it away.
    @ManyToMany List<Stranger> strangers; //! Author.strangers: Its elements are of faults.Stranger, which is no @Entity; annotate that.
    @ManyToMany List<?> anything; //! Author.anything: A relationship to many is a List, a Set or a Collection of the other class, and this is java.util.List<?>; make it a List<TheEntity>.
    @OneToMany(mappedBy = "author") @OrderBy("title upwards") List<Book> upwards; //! Author.upwards: It is ordered by "title upwards"; write an attribute, and ASC or DESC behind it.
    @OneToMany @JoinColumn(name = "author_id") List<Shelf> joined; //! Author.joined: A @OneToMany by a column of the other table needs the other side: give Shelf a @ManyToOne, and name it in mappedBy.
    @OneToMany(mappedBy = "author") List<Pamphlet> pamphlets; //! Author.pamphlets: It is mapped by Pamphlet.author, which refers to Book; name the one that refers to Author.
}

@Entity
class Trunk {
    @Id long id;
    @ManyToOne Trunk above;
    @OneToMany(mappedBy = "above") WriteOnly<Trunk> right;
    @OneToMany(mappedBy = "above") @OrderBy("id") WriteOnly<Trunk> ordered; //! Trunk.ordered: Members of a WriteOnly are never loaded, so there is nothing to order; take @OrderBy away, and order the query: select().orderBy(…).
    @OneToMany(mappedBy = "above") @LoadedBy(LoadStrategy.JOINED) WriteOnly<Trunk> loaded; //! Trunk.loaded: Members of a WriteOnly are never loaded; take @LoadedBy away, or make it a List.
    @OneToMany(mappedBy = "above") @MapKey WriteOnly<Trunk> keyed; //! Trunk.keyed: @MapKey is for a Map<K, TheEntity>, and this is none; take it away.
    @OneToMany(mappedBy = "above", orphanRemoval = true) WriteOnly<Trunk> tree; //! Trunk.tree: Members of a WriteOnly are deleted with their owner by one statement, which cannot tell the rows of a class from others of its hierarchy, nor go down a tree; name cascades other than ALL and REMOVE and take orphanRemoval away, or make it a List.
    @ManyToMany(cascade = CascadeType.ALL) WriteOnly<Pamphlet> joined; //! Trunk.joined: Members of a WriteOnly are not loaded to be deleted with their owner, and a join table's rows are all that goes with it; name cascades other than ALL and REMOVE and take orphanRemoval away, or make it a List.
}

@Entity
class Pamphlet {
    @Id long id;
    @ManyToOne Book author;
}

@Embeddable
class Cover {
    String colour;
    @ManyToOne Author artist; //! Cover.artist: A relationship of an embeddable class is not supported; put it into the entity.
}

@Entity
class Covered {
    @Id long id;
    Cover cover;
}
