package faults;

import jakarta.persistence.*;

class Listener {
    @PostLoad //! Listener.loaded: A callback of a listener has one parameter, the entity; give it that.
    void loaded() {}
}

class NoListener {
    NoListener(int number) {}
}

@Entity
@EntityListeners({Listener.class, NoListener.class}) //! Heard: Its listener faults.NoListener cannot be made (NoSuchMethodException: faults.NoListener.<init>()); give it a constructor without parameters that does not fail, and let it be a static class where it stands in another.
class Heard {
    @Id long id;

    @PreUpdate //! Heard.changing: A callback of an entity has no parameters; take them away.
    void changing(Object self) {}

    @PreRemove
    void going() {}

    @PrePersist //! Heard.starting: A callback is a method of an object that returns nothing, and this is not; make it one.
    static void starting() {}

    @PostPersist //! Heard.started: A callback is a method of an object that returns nothing, and this is not; make it one.
    int started() {
        return 1;
    }
}
