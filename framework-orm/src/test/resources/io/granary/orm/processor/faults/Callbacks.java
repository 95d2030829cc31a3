package faults;

import jakarta.persistence.*;

class Listener {
    @PostLoad //! Listener.loaded: A callback of a listener has one parameter, the entity.
    void loaded() {}
}

class NoListener {
    NoListener(int number) {}
}

@Entity
@EntityListeners({Listener.class, NoListener.class}) //! Heard: Its listener faults.NoListener cannot be made; give it a constructor without parameters.
class Heard {
    @Id long id;

    @PreUpdate //! Heard.changing: A callback of an entity has no parameters.
    void changing(Object self) {}

    @PreRemove
    void going() {}
}
