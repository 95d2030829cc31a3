package io.granary.orm.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.orm.EntityTable;
import io.granary.orm.mapping.LifecycleCallbacks.Moment;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.ExcludeSuperclassListeners;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreUpdate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"NullAway", "UnusedMethod", "UnusedVariable"}) // called by reflection
class CallbacksTest {

    interface Heard {
        List<String> heard();
    }

    static class First {
        @PrePersist
        private void before(Object entity) {
            ((Heard) entity).heard().add("First");
        }
    }

    interface Listening<E> {
        void on(E entity);
    }

    static class Second implements Listening<User> {
        @Override
        @PrePersist
        public void on(User user) {
            user.heard.add("Second");
        }

        @PreUpdate
        void unrelated(Runnable other) {
            throw new AssertionError("not for this class");
        }
    }

    @MappedSuperclass
    @EntityListeners(First.class)
    abstract static class Base implements Heard {
        final transient List<String> heard = new ArrayList<>();

        @Override
        public List<String> heard() {
            return heard;
        }

        @PrePersist
        private void own() {
            heard.add("Base.own");
        }

        @PreUpdate
        void overridden() {
            heard.add("Base.overridden");
        }

        @PostLoad
        void silenced() {
            heard.add("Base.silenced");
        }
    }

    @Entity
    @EntityListeners(Second.class)
    static class User extends Base {
        @Id
        Long id;

        @PrePersist
        private void own() {
            heard.add("User.own");
        }

        @Override
        @PreUpdate
        void overridden() {
            heard.add("User.overridden");
        }

        @Override
        void silenced() {
            heard.add("User.silenced");
        }
    }

    private static List<String> heard(Base object, Moment moment) {
        EntityTable<?> table = EntityTable.of(object.getClass());
        assertThat(table.faults()).isEmpty();
        table.mapping().callbacks().call(moment, object);
        return object.heard;
    }

    @Test
    void listenersAreCalledFirstAndInBothTheTopmostClassesOnesAndEachOnce() {
        assertThat(heard(new User(), Moment.BEFORE_INSERT)).containsExactly("First", "Second", "Base.own", "User.own");
    }

    @Test
    void whatIsOverriddenIsNotCalled() {
        assertThat(heard(new User(), Moment.BEFORE_UPDATE)).containsExactly("User.overridden");
        assertThat(heard(new User(), Moment.AFTER_LOAD)).isEmpty();
        assertThat(EntityTable.of(User.class).mapping().callbacks().has(Moment.AFTER_LOAD))
                .isFalse();
        assertThat(EntityTable.of(User.class).mapping().callbacks().has(Moment.AFTER_DELETE))
                .isFalse();
    }

    @Entity
    @ExcludeSuperclassListeners
    static class Alone extends Base {
        @Id
        Long id;

        @PrePersist
        void failing() {
            throw new IllegalArgumentException("no");
        }
    }

    @Test
    void listenersOfSuperclassesMayBeLeftOutAndWhatACallbackThrowsIsThrown() {
        Alone alone = new Alone();
        assertThatThrownBy(() -> heard(alone, Moment.BEFORE_INSERT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
        assertThat(alone.heard).containsExactly("Base.own");
    }
}
