package io.granary.testkit.orm;

import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.StaleDataException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityState;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes with an object that is deleted, as it is when that is said; and what becomes of it if that is taken back. */
public interface DeletionCompliance extends OnSessions {

    private static User withAddresses(AsyncSession session, Object id) {
        User user = get(session, User.class, id);
        Await.value(session.load(user, USER_ADDRESSES));
        return user;
    }

    private static Object key(User user) {
        return Objects.requireNonNull(user.id);
    }

    /** Its new owner is the one that goes. */
    @Test
    default void whatHasComeToACollectionGoesWithItsOwner(Bench bench) {
        User ann = new User("ann").at("one");
        User bob = new User("bob");
        stored(bench, ann, bob);
        AsyncSession session = sessions(bench).open();
        User from = withAddresses(session, key(ann));
        User to = withAddresses(session, key(bob));
        Address address = from.addresses.remove(0);
        to.addresses.add(address);
        address.user = to;
        Await.value(session.delete(to));
        Await.value(session.commit());
        assertThat(count(bench, "orm_addresses")).isZero();
        assertThat(bench.sql().column("select name from orm_users")).containsExactly("ann");
        Await.value(session.close());
    }

    /** Its old owner's collection does not know of it yet, nor has it to be told. */
    @Test
    @Tag("CA11")
    default void whatRefersToAnotherOwnerStaysWhenTheOldOneGoes(Bench bench) {
        for (boolean autoflush : List.of(true, false)) {
            bench.sql().run("delete from orm_addresses", "delete from orm_users");
            User ann = new User("ann").at("one").at("two");
            User bob = new User("bob");
            stored(bench, ann, bob);
            AsyncSession session = sessions(bench).withAutoflush(autoflush).open();
            User from = withAddresses(session, key(ann));
            Address moved = from.addresses.get(0);
            moved.user = get(session, User.class, key(bob));
            Await.value(session.delete(from));
            Await.value(session.commit());
            assertThat(bench.sql().number("select user_id from orm_addresses"))
                    .as("autoflush " + autoflush)
                    .isEqualTo(key(bob));
            Await.value(session.close());
        }
    }

    /** The version that it brings is the one that its row has to have. */
    @Test
    @Tag("VE03")
    default void oneFromOutsideIsDeletedIfItsRowIsOfItsVersion(Bench bench) {
        stored(bench, new Note(1, "one"), new Note(2, "two"));
        AsyncSession first = sessions(bench).open();
        Note late = get(first, Note.class, 1);
        Note timely = get(first, Note.class, 2);
        Await.value(first.close());
        bench.sql().run("update orm_notes set version = version + 1, text = 'other' where id = 1");
        AsyncSession session = sessions(bench).open();
        assertThat(Await.failure(session.delete(late), StaleDataException.class))
                .hasMessageContaining("Note(1)");
        assertThat(Await.value(session.stateOf(late))).isEqualTo(EntityState.TRANSIENT);
        assertThat(late.text).isEqualTo("one");
        Await.value(session.delete(timely));
        Await.value(session.commit());
        assertThat(bench.sql().column("select text from orm_notes")).containsExactly("other");
        Await.value(session.close());
    }

    /** Neither is anything deleted that was to go with it, nor is a reference lost. */
    @Test
    default void aDeletionThatIsTakenBackLeavesAllAsItWas(Bench bench) {
        for (boolean added : List.of(true, false)) {
            bench.sql()
                    .run(
                            "delete from orm_addresses",
                            "delete from orm_users",
                            "delete from orm_tasks where cause_id is not null",
                            "delete from orm_tasks");
            Task cause = new Task("cause", (what, task) -> {});
            Task followUp = new Task("follow-up", (what, task) -> {});
            followUp.cause = cause;
            cause.followUps.add(followUp);
            User ann = new User("ann").at("one");
            stored(bench, cause, ann);
            AsyncSession session = sessions(bench).open();
            for (Object object : List.of(
                    get(session, Task.class, Objects.requireNonNull(cause.id)), get(session, User.class, key(ann)))) {
                Await.value(session.delete(object));
                if (added) {
                    session.add(object);
                } else {
                    session.expunge(object);
                }
            }
            Await.value(session.commit());
            assertThat(bench.sql().number("select count(*) from orm_tasks where cause_id is not null"))
                    .isEqualTo(1);
            assertThat(count(bench, "orm_addresses")).isEqualTo(1);
            assertThat(count(bench, "orm_users")).isEqualTo(1);
            Await.value(session.close());
        }
    }
}
