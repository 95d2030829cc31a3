package faults;

import jakarta.persistence.*;

@Entity //! Abstract: An entity is a class or a record that objects can be made of; annotate those that extend it, and this with @MappedSuperclass.
abstract class Abstract {
    @Id long id;
}

@Entity
class Base {
    @Id long id;
}

@Entity
class Derived extends Base { //! Derived: It extends the entity Base, and Base has no @Inheritance; give it that, or make it a @MappedSuperclass.
    String more;
}

@Entity
class Sealed { //! Sealed: It has no constructor without parameters, which its objects are made with; give it one, which may be private, and let it be a static class where it stands in another.
    @Id long id;

    Sealed(long id) {
        this.id = id;
    }
}

class Outer {
    @Entity
    class Inner { //! Inner: It has no constructor without parameters, which its objects are made with; give it one, which may be private, and let it be a static class where it stands in another.
        @Id long id;
    }
}

@Embeddable
class Part { //! Part: It has no constructor without parameters, which its objects are made with; give it one, which may be private, and let it be a static class where it stands in another.
    int size;

    Part(int size) {
        this.size = size;
    }
}

@Entity
class Whole {
    @Id long id;
    Part part;
}

@Entity
@SecondaryTable(name = "other") //! Refused: @SecondaryTable is not supported; map the second table as an entity of its own, with a @OneToOne to it.
@DiscriminatorColumn //! Refused: @DiscriminatorColumn says nothing of a class that is in no hierarchy; give the topmost @Inheritance, or take it away.
class Refused {
    @Id long id;
    @ElementCollection //! Refused.names: @ElementCollection is not supported; map the elements as entities of their own, or keep them in one column: a list, an array, or @Json.
    java.util.List<String> names;
    @Temporal(TemporalType.DATE) //! Refused.day: @Temporal is not supported; use the classes of java.time.
    java.time.LocalDate day;
}
