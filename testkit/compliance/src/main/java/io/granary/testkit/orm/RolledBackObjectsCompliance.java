package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.UnloadedAttributeException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionTransaction;
import io.granary.orm.EntityState;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What objects are after a rollback of a transaction in which they were loaded, or came from outside, or of a later one. */
public interface RolledBackObjectsCompliance extends OnSessions {

    /** A new row among them would come back with the next that is written. */
    @Test
    @Tag("ST07")
    default void aCollectionThatWasLoadedInWhatIsRolledBackIsUnloaded(Bench bench) {
        for (boolean nested : List.of(true, false)) {
            User ann = new User("ann").at("one");
            stored(bench, ann);
            AsyncSession session = sessions(bench).open();
            User found = get(session, User.class, ann.id);
            AsyncSessionTransaction savepoint = nested ? Await.value(session.beginNested()) : null;
            Address two = new Address("two");
            two.user = found;
            session.add(two);
            assertThat(Await.value(session.load(found, USER_ADDRESSES))).hasSize(2);
            Await.value(savepoint == null ? session.rollback() : savepoint.rollback());
            session.add(found);
            Await.value(session.commit());
            assertThat(bench.sql().column("select street from orm_addresses")).containsExactly("one");
            assertThat(Await.value(session.load(found, USER_ADDRESSES)))
                    .extracting(address -> address.street)
                    .containsExactly("one");
            Await.value(session.close());
            bench.sql().run("delete from orm_addresses", "delete from orm_users");
        }
    }

    /** What was let go of, and came again as one with a row, has none either. */
    @Test
    @Tag("SE25")
    default void whatWasExpungedAndComesAgainHasNoRowAfterARollback(Bench bench) {
        List<BiFunction<AsyncSession, User, CompletionStage<?>>> ways = List.of(
                AsyncSession::delete,
                (session, user) -> session.delete(user).thenCompose(done -> session.flush()),
                (session, user) -> {
                    session.add(user);
                    return session.scalars(select(USERS));
                },
                (session, user) -> {
                    session.add(user);
                    user.name = "changed";
                    return session.flush();
                });
        for (boolean nested : List.of(true, false)) {
            for (BiFunction<AsyncSession, User, CompletionStage<?>> way : ways) {
                AsyncSession session = sessions(bench).open();
                AsyncSessionTransaction savepoint = nested ? Await.value(session.beginNested()) : null;
                User user = new User("ann");
                session.add(user);
                Await.value(session.flush());
                session.expunge(user);
                Object unused = Await.value(way.apply(session, user));
                Await.value(savepoint == null ? session.rollback() : savepoint.rollback());
                assertThat(Await.value(session.stateOf(user))).isEqualTo(EntityState.TRANSIENT);
                assertThat(user.id).isNull();
                session.add(user);
                Await.value(session.commit());
                assertThat(count(bench, "orm_users")).isEqualTo(1);
                Await.value(session.close());
                bench.sql().run("delete from orm_users");
            }
        }
    }

    /** It may hold what was written before the savepoint, which goes with the transaction. */
    @Test
    @Tag("ST07")
    default void aCollectionThatWasLoadedInASavepointIsUnloadedWithTheTransaction(Bench bench) {
        for (int undone = 0; undone < 3; undone++) {
            User ann = new User("ann").at("one");
            stored(bench, ann);
            AsyncSession session = sessions(bench).open();
            User found = get(session, User.class, ann.id);
            Address two = new Address("two");
            two.user = found;
            session.add(two);
            Await.value(session.flush());
            AsyncSessionTransaction savepoint = Await.value(session.beginNested());
            if (undone == 2) {
                session.add(new Note(1, "x"));
            }
            assertThat(Await.value(session.load(found, USER_ADDRESSES))).hasSize(2);
            if (undone > 0) {
                Await.value(savepoint.rollback());
                assertThat(found.addresses).as("nothing of it was undone").hasSize(2);
            }
            Await.value(session.rollback());
            assertThatThrownBy(found.addresses::size).isInstanceOf(UnloadedAttributeException.class);
            assertThat(Await.value(session.load(found, USER_ADDRESSES)))
                    .extracting(address -> address.street)
                    .containsExactly("one");
            Await.value(session.commit());
            assertThat(bench.sql().column("select street from orm_addresses")).containsExactly("one");
            Await.value(session.close());
            bench.sql().run("delete from orm_addresses", "delete from orm_users");
        }
    }

    /** Its owner would be without it once the deletion is undone. */
    @Test
    default void aCollectionThatWasLoadedInASavepointAfterADeletionIsUnloadedWithTheTransaction(Bench bench) {
        User ann = new User("ann").at("one");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = get(session, User.class, ann.id);
        Await.value(session.delete(get(session, Address.class, ann.addresses.get(0).id)));
        Await.value(session.beginNested());
        assertThat(Await.value(session.load(found, USER_ADDRESSES))).isEmpty();
        Await.value(session.rollback());
        assertThatThrownBy(found.addresses::size).isInstanceOf(UnloadedAttributeException.class);
        assertThat(Await.value(session.load(found, USER_ADDRESSES))).hasSize(1);
        Await.value(session.close());
    }

    /** A row that is there again is known of as it is replaced, and as its owner is deleted. */
    @Test
    @Tag("ST07")
    default void whatIsBackIsInACollectionThatWasLoadedWithoutIt(Bench bench) {
        for (boolean replaced : List.of(true, false)) {
            User ann = new User("ann").at("one");
            stored(bench, ann);
            AsyncSession session = sessions(bench).open();
            User found = get(session, User.class, ann.id);
            Address one = get(session, Address.class, ann.addresses.get(0).id);
            AsyncSessionTransaction savepoint = Await.value(session.beginNested());
            Await.value(session.delete(one));
            AsyncSessionTransaction inner = Await.value(session.beginNested());
            assertThat(Await.value(session.load(found, USER_ADDRESSES))).isEmpty();
            Await.value(inner.commit());
            Await.value(savepoint.rollback());
            if (replaced) {
                found.addresses = new ArrayList<>(List.of(new Address("new")));
            } else {
                Await.value(session.delete(found));
            }
            Await.value(session.commit());
            assertThat(bench.sql().column("select street from orm_addresses"))
                    .isEqualTo(replaced ? List.of("new") : List.of());
            Await.value(session.close());
            bench.sql().run("delete from orm_addresses", "delete from orm_users");
        }
    }

    /** So for one object that refers here. */
    @Test
    default void whoReferredHereInWhatIsRolledBackDoesNotComeBack(Bench bench) {
        Citizen ann = new Citizen("ann");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        Citizen found = get(session, Citizen.class, ann.id);
        AsyncSessionTransaction savepoint = Await.value(session.beginNested());
        Passport passport = new Passport("p");
        passport.holder = found;
        session.add(passport);
        Await.value(session.flush());
        Await.value(session.refresh(found, "passport"));
        assertThat(found.passport).isSameAs(passport);
        Await.value(savepoint.rollback());
        session.add(found);
        Await.value(session.commit());
        assertThat(count(bench, "orm_passports")).isZero();
        Await.value(session.close());
    }

    /** Nothing that was loaded there can be wrong. */
    @Test
    default void aCollectionThatWasLoadedWhereNothingWasWrittenStays(Bench bench) {
        User ann = new User("ann").at("one");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = get(session, User.class, ann.id);
        Await.value(session.load(found, USER_ADDRESSES));
        Await.value(session.rollback());
        assertThat(found.addresses).hasSize(1);
        Await.value(session.close());
    }

    /** It is a matter of what was rolled back, and that it came is not. */
    @Test
    default void whatCameFromOutsideStaysWhenALaterTransactionIsRolledBack(Bench bench) {
        for (boolean nested : List.of(true, false)) {
            Address one = new Address("one");
            stored(bench, one);
            AsyncSession session = sessions(bench).open();
            session.add(one);
            if (!nested) {
                Await.value(session.commit());
            }
            AsyncSessionTransaction savepoint = nested ? Await.value(session.beginNested()) : null;
            session.add(new User("ann"));
            Await.value(session.flush());
            Await.value(savepoint == null ? session.rollback() : savepoint.rollback());
            assertThat(Await.value(session.stateOf(one))).isEqualTo(EntityState.PERSISTENT);
            assertThat(one.street).isEqualTo("one");
            one.street = "changed";
            Await.value(session.commit());
            assertThat(bench.sql().column("select street from orm_addresses")).containsExactly("changed");
            Address two = new Address("two");
            two.id = Objects.requireNonNull(one.id) + 1;
            session.add(two);
            Await.value(session.rollback());
            assertThat(Await.value(session.contains(two))).isFalse();
            assertThat(Await.value(session.contains(one))).isTrue();
            Await.value(session.close());
            bench.sql().run("delete from orm_addresses");
        }
    }

    /** Nothing of it can be among what was undone. */
    @Test
    @Tag("ST07")
    default void aCollectionThatASavepointDidNotTouchStaysLoaded(Bench bench) {
        User ann = new User("ann").at("one");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = get(session, User.class, ann.id);
        Await.value(session.load(found, USER_ADDRESSES));
        AsyncSessionTransaction savepoint = Await.value(session.beginNested());
        session.add(new Note(1, "x"));
        Await.value(session.flush());
        Await.value(session.refresh(found));
        Await.value(session.load(found, USER_ADDRESSES));
        Await.value(savepoint.rollback());
        assertThat(found.addresses).hasSize(1);
        Await.value(session.close());
    }
}
