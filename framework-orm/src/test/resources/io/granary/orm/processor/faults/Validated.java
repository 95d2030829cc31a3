package faults;

import io.granary.orm.*;
import jakarta.persistence.*;
import java.util.*;

@MappedSuperclass
abstract class Keyed<K> {
    @Id @GeneratedValue K id;

    @Validates("id") //! Keyed.keyed: It validates "id", whose values @GeneratedValue gives and not the program; leave it out.
    void keyed(K id) {}
}

@Entity
class Validated extends Keyed<Long> {
    String name;
    int count;
    Integer boxed;
    @Version int version;
    @ManyToOne Ref<Validated> above;
    @OneToMany(mappedBy = "above") List<Validated> below;
    @Embedded Piece piece;

    @Validates({"name", "count", "boxed", "above", "below", "piece"})
    void any(String attribute, Object value) {}

    @Validates("name")
    private void typed(String name) {}

    @Validates("count")
    void primitive(int count) {}

    @Validates({"above", "below"})
    void related(Validated other) {}

    @Validates("boxed") //! Validated.unboxed: It takes a value of int, and "boxed" is of java.lang.Integer; let it take that, or an Object.
    void unboxed(int boxed) {}

    @Validates("below") //! Validated.list: It takes a value of java.util.List, and "below" is of faults.Validated; let it take that, or an Object.
    void list(List<Validated> below) {}

    @Validates({"name", "nome"}) //! Validated.unknown: It validates "nome", which is no attribute of Validated; it has [above, below, boxed, count, id, name, piece, version]. Name one of them.
    void unknown(String name) {}

    @Validates("version") //! Validated.versioned: It validates "version", whose values @Version gives and not the program; leave it out.
    void versioned(int version) {}

    @Validates({}) //! Validated.nothing: It validates no attribute; name those that it is to be shown.
    void nothing(Object value) {}

    @Validates("name") //! Validated.none: A validator has one parameter, the value, or two, the attribute's name and the value; give it those.
    void none() {}

    @Validates("name") //! Validated.turned: A validator has one parameter, the value, or two, the attribute's name and the value; give it those.
    void turned(Object value, String attribute) {}

    @Validates("name") //! Validated.gives: A validator is a method of an object that returns nothing, and this is not; make it one.
    String gives(String name) {
        return name;
    }

    @Validates("name") //! Validated.shared: A validator is a method of an object that returns nothing, and this is not; make it one.
    static void shared(String name) {}
}

@Embeddable
class Piece {
    String text;

    @Validates("text") //! Piece.texted: What is embedded is validated with the entity that has it; let a method of that validate the attribute as a whole.
    void texted(String text) {}
}

@Entity
record Fixed(@Id long id, String name) {
    @Validates("name") //! Fixed.named: A record is read and never written, so nothing is validated; take @Validates away.
    void named(String name) {}
}
