package faults;

import jakarta.persistence.*;

@MappedSuperclass
abstract class Named {
    @Id long id;
    String name;
    static String kind;
    @Transient String note;
}

@Entity
class Hiding extends Named {
    String name; //! Hiding.name: It hides the attribute of the same name in Named; call it something else.
    static String kind;
    @Transient String note;
}
