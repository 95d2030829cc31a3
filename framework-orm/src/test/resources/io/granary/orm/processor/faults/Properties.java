package faults;

import io.granary.orm.ColumnProperty;
import io.granary.orm.PropertyExpression;
import io.granary.sql.*;
import jakarta.persistence.*;

class One implements PropertyExpression<Parcel, Long> {
    @Override public Expression<Long> of(FromElement table) { return Functions.count(); }
}

abstract class Shared<V> implements PropertyExpression<Parcel, V> {}

class Told extends Shared<Long> {
    @Override public Expression<Long> of(FromElement table) { return Functions.count(); }
}

class Bytes extends Shared<byte[]> {
    @Override public Expression<byte[]> of(FromElement table) { return null; }
}

class Seeded implements PropertyExpression<Parcel, Long> {
    Seeded(int seed) {}
    @Override public Expression<Long> of(FromElement table) { return Functions.count(); }
}

@Entity
@Inheritance(strategy = InheritanceType.SINGLE_TABLE)
@DiscriminatorColumn
class Parcel {
    @Id long id;

    @ColumnProperty(One.class) long well;

    @ColumnProperty(Told.class) Long told;

    @ColumnProperty(Bytes.class) byte[] bytes;

    @ColumnProperty(One.class) //! Parcel.text: The expression One is for values of java.lang.Long, and this is of java.lang.String; name another one.
    String text;

    @ColumnProperty(Seeded.class) //! Parcel.seeded: Its expression faults.Seeded cannot be made (NoSuchMethodException: faults.Seeded.<init>()); give it a constructor without parameters that does not fail, and let it be a static class where it stands in another.
    long seeded;

    @ColumnProperty(One.class) //! Parcel.named: It has no column, and @Column says something of one; take one of both away.
    @Column(name = "other")
    long named;

    @ColumnProperty(One.class) //! Parcel.version: It has no column, and @Version says something of one; take one of both away.
    @Version
    long version;
}

@Entity
class Below extends Parcel {
    @ColumnProperty(One.class) //! Below.more: Rows of a hierarchy are read together, by the table of its topmost entity; put the @ColumnProperty there.
    long more;
}

@Entity
class Other {
    @Id long id;

    @ColumnProperty(One.class) //! Other.foreign: The expression One is for rows of faults.Parcel, and this is of faults.Other; name another one.
    long foreign;

    @Embedded Part part;
}

@Embeddable
class Part {
    @ColumnProperty(One.class) //! Part.count: An expression belongs to the rows of an entity, and this is of an embeddable class; put the @ColumnProperty into the entity.
    long count;
}
