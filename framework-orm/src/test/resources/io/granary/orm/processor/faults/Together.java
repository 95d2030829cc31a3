package faults;

import io.granary.orm.*;
import jakarta.persistence.*;
import java.util.List;

class Keys implements java.util.function.Supplier<Long> {
    @Override public Long get() { return 1L; }
}

@Embeddable
class Inner {
    @Basic(fetch = FetchType.LAZY) String late; //! Inner.late: An embedded object or a record is read whole; take FetchType.LAZY away, or put the attribute into an entity that is a class.
    @Version long version; //! Inner.version: An embeddable class has neither key nor version; put that into the entity, with @EmbeddedId where all of it is the key.
    String text;
}

@Entity
class Mixed {
    @Id
    @GeneratedValue
    @GeneratedBy(Keys.class) //! Mixed.id: It has @GeneratedBy and @GeneratedValue; choose one.
    Long id;
    @Column Inner inner; //! Mixed.inner: @Column says nothing at an embedded attribute; use @AttributeOverride.
    @Column @ManyToOne Mixed one; //! Mixed.one: @Column says nothing at a relationship to one; use @JoinColumn.
    @ManyToOne @OneToOne Mixed two; //! Mixed.two: It is @ManyToOne and @OneToOne, of which only one can be; choose one.
    @OrderBy String ordered; //! Mixed.ordered: @OrderBy says nothing at an attribute in a column; take it away.
    @Enumerated @Json Thread.State state; //! Mixed.state: It is @Json and @Enumerated, of which only one can be; choose one.
    @OneToMany(fetch = FetchType.EAGER) List<Mixed> many; //! Mixed.many: FetchType.EAGER is not supported, for it does not say how; take it away, and name a strategy by @LoadedBy or in the query's options.
    @ManyToOne @LoadedBy(LoadStrategy.CONTAINS) Mixed contained; //! Mixed.contained: CONTAINS takes what a query joins itself, so only that query can say it; name another strategy.
    @ManyToOne @LoadedBy(value = LoadStrategy.JOINED, depth = -1) Mixed deep; //! Mixed.deep: Its depth is negative; give 0 or more.
    @LoadedBy(LoadStrategy.JOINED) String loaded; //! Mixed.loaded: @LoadedBy says nothing at an attribute in a column; take it away.
    @Embedded String nothing; //! Mixed.nothing: Its class java.lang.String is not @Embeddable; annotate that.
}

@Entity
record Fixed(@Id long id, @ManyToOne Mixed mixed) {} //! Fixed.mixed: A record is made at once, and what it refers to is loaded later; map a class, or keep the key of the other.

@Entity
class Counting {
    @Id @Version long id; //! Counting.id: A key does not count changes; give the @Version an attribute of its own.
}

@Entity
class Held { //! Held: An @EmbeddedId is all of a key, and here is another @EmbeddedId, an @Id or an @IdClass; keep one.
    @EmbeddedId Inner key;
    @Id long id;
}

@Entity
class Defined {
    @Id long id;
    @Version @Basic(fetch = FetchType.LAZY) long one; //! Defined.one: A key or a version is read always; take FetchType.LAZY away.
    @Version long two; //! Defined.two: It is the second @Version of Defined; keep one.
    @Column(columnDefinition = "citext") String text; //! Defined.text: @Column(columnDefinition) is not supported: create the table by a migration where it needs that; take it away.
    @Column(table = "other", length = 0) String other; //! Defined.other: @Column(length = 0) leaves no room; give at least 1. //! Defined.other: @Column(table) is not supported: a class has one table; take it away.
    @Column(precision = 2, scale = 5) java.math.BigDecimal number; //! Defined.number: @Column(precision = 2, scale = 5) is no number; give a scale from 0 up to the precision.
    @Column(name = " ") String blank; //! Defined.blank: @Column gives a name of blanks; give another one, or none.
    @ManyToOne @JoinColumn(table = "other") Defined defined; //! Defined.defined: @JoinColumn(table) is not supported: a class has one table; take it away.
}
