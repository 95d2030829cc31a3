package faults;

import jakarta.persistence.*;
import java.util.*;

class SeatKey {
    int line;
    int number;
}

@Entity
@IdClass(SeatKey.class)
class Seat {
    @Id int line;
    @Id @Column(name = "nr") int number;
}

@Entity
class Guest {
    @Id long id;
    @ManyToOne
    @JoinColumn(referencedColumnName = "name") //! Guest.host: It refers to the column "name", and the key of Guest is [id]; only keys are referred to.
    Guest host;
    @ManyToOne
    @JoinColumn(name = "seat_line") //! Guest.one: It has 1 @JoinColumn, and the key of Seat has 2 columns; give one for each.
    Seat one;
    @ManyToOne
    @JoinColumns({ //! Guest.unsaid: One of its @JoinColumn does not say which column of the key [line, nr] it refers to; give it a referencedColumnName.
        @JoinColumn(name = "unsaid_line", referencedColumnName = "line"),
        @JoinColumn(name = "unsaid_nr")
    })
    Seat unsaid;
    @ManyToOne
    @JoinColumns({ //! Guest.twice: Two of its @JoinColumn refer to the column "line" of the key [line, nr]; give one for each.
        @JoinColumn(name = "twice_line", referencedColumnName = "line"),
        @JoinColumn(name = "twice_nr", referencedColumnName = "line")
    })
    Seat twice;
    @ManyToOne
    @JoinColumn(name = "same", referencedColumnName = "line")
    @JoinColumn(name = "same", referencedColumnName = "nr")
    Seat same; //! Guest.same: Its column "same" is that of same, too. One column belongs to one attribute, even if the second only reads it; name another column, or take the second attribute away: the key of what a relationship refers to is had from that.
    @OneToOne
    @JoinColumn(foreignKey = @ForeignKey(foreignKeyDefinition = "…")) //! Guest.defined: @ForeignKey(foreignKeyDefinition) is not supported: create the table by a migration where it needs that; take it away.
    Guest defined;
    @ManyToMany
    @JoinTable(name = "friends", inverseJoinColumns = @JoinColumn(referencedColumnName = "nr")) //! Guest.friends: It refers to the column "nr", and the key of Guest is [id]; only keys are referred to.
    List<Guest> friends;
    @ManyToMany
    @JoinTable(name = "seats", inverseJoinColumns = @JoinColumn(name = "nr", referencedColumnName = "nr")) //! Guest.seats: It has 1 @JoinColumn, and the key of Seat has 2 columns; give one for each.
    List<Seat> seats;
    @ManyToMany
    @JoinTable(name = "both", joinColumns = @JoinColumn(name = "guest"), inverseJoinColumns = @JoinColumn(name = "guest")) //! Guest.both: Its @JoinTable has two columns "guest"; give each a name of its own.
    List<Guest> both;
    @OneToMany
    @JoinTable(name = "ruled", catalog = "other", indexes = @Index(columnList = "id")) //! Guest.ruled: @JoinTable(catalog) is not supported: a database is chosen by the URL; take it away. //! Guest.ruled: A @JoinTable has no constraints and indexes of its own here; make it an entity with two @ManyToOne.
    List<Seat> ruled;
    @ManyToMany
    @JoinColumn(name = "column") //! Guest.column: @JoinColumn says nothing at a @ManyToMany; use @JoinTable.
    List<Guest> column;
    @ManyToMany(mappedBy = "friends")
    @JoinTable(name = "again") //! Guest.friendOf: It is mapped by the other side, which says what the columns are; take mappedBy away, or the others.
    List<Guest> friendOf;
    @OneToOne(mappedBy = "defined")
    @JoinColumn(name = "defines") //! Guest.defines: It is mapped by the other side, which says what the columns are; take mappedBy away, or the others.
    Guest defines;
}
