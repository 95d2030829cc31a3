package faults;

import jakarta.persistence.*;

// Reflection cannot read this. It does not know which method is the second.
@Entity
class Twice {
    @Id long id;

    @PreUpdate
    @PreRemove
    void first() {}

    @PostLoad
    @PreUpdate //! Twice.second: It is the second method of Twice with @PreUpdate; let the first one call it.
    void second() {}
}
