package faults;

// Reflection says all of this.
import jakarta.persistence.*;
import java.util.*;

@Converter(autoApply = true) //! Eager: It wants to be applied by itself, and a table is made of its class alone; take autoApply away, and name it in a @Convert at each attribute that it converts.
class Eager implements AttributeConverter<UUID, String> {
    @Override public String convertToDatabaseColumn(UUID value) { return ""; }
    @Override public UUID convertToEntityAttribute(String value) { return new UUID(1, 2); }
}

@Entity
class Converted {
    @Id long id;
    @Convert(converter = Eager.class) UUID one;
    @Convert(converter = Eager.class) UUID other;
}

@MappedSuperclass
@Table(name = "things") //! Named: @Table is not inherited, and this is no entity; put it at each entity that extends this.
@Inheritance //! Named: @Inheritance is not inherited, and this is no entity; put it at each entity that extends this.
@EntityListeners(Listener.class)
class Named {
    String name;
}

@Entity
class Thing extends Named {
    @Id long id;
    Part part;
}

@Entity
class Another extends Named {
    @Id long id;
    Part part;
}

@Embeddable
@EntityListeners(Listener.class) //! Part: @EntityListeners says nothing of what is embedded; put it at the entity that has it, or take it away.
@Table(name = "parts") //! Part: @Table says nothing of what is embedded; put it at the entity that has it, or take it away.
class Part {
    int size;

    @PrePersist @PreUpdate void changed() {} //! Part.changed: What is embedded is loaded and written with the entity that has it; let a callback of that call this.
    @PostLoad void loaded() {} //! Part.loaded: What is embedded is loaded and written with the entity that has it; let a callback of that call this.
}

interface Marked {}

class Listener {
    @PrePersist void any(Object entity) {}
    @PreUpdate void own(Thing thing) {}
    @PreRemove void marked(Marked marked) {}
    @PostLoad void other(String text) {} //! Listener.other: It is for objects of java.lang.String, and none of Named is one; give it a parameter of Named, or of a class above that.
    @PostPersist void number(int number) {} //! Listener.number: It is for objects of int, and none of Named is one; give it a parameter of Named, or of a class above that.
}

class Eavesdropper {
    @PostLoad void marked(Marked marked) {} //! Eavesdropper.marked: It is for objects of faults.Marked, and none of Shown is one; give it a parameter of Shown, or of a class above that.
}

@Entity
@EntityListeners(Eavesdropper.class)
record Shown(@Id @Column(name = "number") long id, @Column(nullable = false) String text, @Basic String plain) {
    @Column(length = 3) public String text() { return text; }
    @Column(length = 4) public String plain() { return plain; } //! Shown.plain: It is annotated and not read: the attributes of a record are its components. Annotate the component.
}
