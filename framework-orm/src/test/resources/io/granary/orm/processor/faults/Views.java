package faults;

import io.granary.orm.JoinCondition;
import io.granary.orm.Validates;
import io.granary.orm.ViewOnly;
import io.granary.orm.WriteOnly;
import io.granary.sql.*;
import jakarta.persistence.*;
import java.util.*;

class Whole implements JoinCondition<Port, Ship> {
    @Override public Expression<Boolean> of(FromElement port, FromElement ship) { return Sql.trueValue(); }
}

abstract class Shared<E> implements JoinCondition<E, Ship> {
    @Override public Expression<Boolean> of(FromElement owner, FromElement ship) { return Sql.trueValue(); }
}

class Told extends Shared<Port> {}

class Wide implements JoinCondition<Object, Object> {
    @Override public Expression<Boolean> of(FromElement owner, FromElement target) { return Sql.trueValue(); }
}

class Turned implements JoinCondition<Ship, Port> {
    @Override public Expression<Boolean> of(FromElement owner, FromElement target) { return Sql.trueValue(); }
}

class Home implements JoinCondition<Port, Port> {
    @Override public Expression<Boolean> of(FromElement owner, FromElement target) { return Sql.trueValue(); }
}

class Seeded extends Told {
    Seeded(int seed) {}
}

@Entity
class Port {
    @Id long id;

    @OneToMany @ViewOnly(Whole.class) @OrderBy("name") List<Ship> well = new ArrayList<>();

    @ManyToOne @ViewOnly(Told.class) Ship told;

    @ManyToMany @ViewOnly(Wide.class) @MapKey(name = "name") Map<String, Ship> wide = new HashMap<>();

    @ViewOnly(Turned.class) //! Port.turned: The condition Turned is for rows of faults.Ship, and this is of faults.Port; name another one.
    @OneToMany List<Ship> turned;

    @ViewOnly(Home.class) //! Port.homes: The condition Home is for what leads to faults.Port, and this is of faults.Ship; name another one.
    @OneToMany List<Ship> homes;

    @ViewOnly(Seeded.class) //! Port.seeded: Its condition faults.Seeded cannot be made (NoSuchMethodException: faults.Seeded.<init>()); give it a constructor without parameters that does not fail, and let it be a static class where it stands in another.
    @OneToMany List<Ship> seeded;

    @ViewOnly(Whole.class) //! Port.cascading: It is @ViewOnly, along which nothing is written, so nothing cascades; take cascade and orphanRemoval away.
    @OneToMany(cascade = CascadeType.PERSIST) List<Ship> cascading;

    @ViewOnly(Whole.class) //! Port.orphans: It is @ViewOnly, along which nothing is written, so nothing cascades; take cascade and orphanRemoval away.
    @OneToMany(orphanRemoval = true) List<Ship> orphans;

    @ViewOnly(Whole.class) //! Port.mapped: It is @ViewOnly, whose condition says what belongs together, and not another attribute; take mappedBy away, or @ViewOnly.
    @OneToMany(mappedBy = "nothing") List<Ship> mapped;

    @ViewOnly(Whole.class) //! Port.joined: It is @ViewOnly, which has no columns, and @JoinColumn says something of some; take one of both away.
    @OneToMany @JoinColumn List<Ship> joined;

    @ViewOnly(Whole.class) //! Port.tabled: It is @ViewOnly, which has no columns, and @JoinTable says something of some; take one of both away.
    @ManyToMany @JoinTable List<Ship> tabled;

    @ViewOnly(Whole.class) //! Port.written: It is @ViewOnly and a WriteOnly, which are the opposite of each other; make it a List, or take @ViewOnly away.
    @OneToMany WriteOnly<Ship> written;

    @ViewOnly(Whole.class) //! Port.plain: @ViewOnly says nothing at an attribute in a column; take it away.
    String plain;

    @OneToMany @ViewOnly(Whole.class)
    @OrderBy("weight") //! Port.ordered: It is ordered by "weight", which Ship does not have in a column; it has [id, name].
    List<Ship> ordered;

    @Validates("told") //! Port.check: It validates "told", whose values @ViewOnly gives and not the program; leave it out.
    void check(Ship ship) {}
}

@Entity
class Ship {
    @Id long id;

    String name;

    @ManyToOne @ViewOnly(Turned.class) Port port;

    @OneToOne @ViewOnly(Turned.class) Port other;

    @OneToOne(mappedBy = "back") //! Ship.dock: It is mapped by Dock.back, which is @ViewOnly and holds nothing; name the one that has the column.
    Dock dock;
}

@Entity
class Dock {
    @Id long id;

    @OneToOne @ViewOnly(Berth.class) Ship back;
}

class Berth implements JoinCondition<Dock, Ship> {
    @Override public Expression<Boolean> of(FromElement owner, FromElement target) { return Sql.trueValue(); }
}
