package io.granary.testkit.orm;

import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.READ_ADDRESS;
import static io.granary.testkit.orm.SentChanges.READ_ADDRESSES;
import static io.granary.testkit.orm.SentChanges.READ_USER;
import static io.granary.testkit.orm.SentChanges.assertSent;
import static io.granary.testkit.orm.SentChanges.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.ExecutionOptions;
import io.granary.engine.IsolationLevel;
import io.granary.error.ObjectDeletedException;
import io.granary.orm.AsyncSession;
import io.granary.orm.StatementOptions;
import io.granary.orm.SynchronizeSession;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is read again, and when. */
public interface ExpiryCompliance extends OnSessions {

    @Test
    @Tag("EX04")
    @Tag("EX05")
    default void whoseRowIsGoneIsLetGoOfUntilTheRollback(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = get(session, User.class, ann.id);
        Await.value(session.execute(
                delete(USERS), List.of(), StatementOptions.none().withSynchronizeSession(SynchronizeSession.NONE)));
        assertThat(Await.failure(session.refresh(found), ObjectDeletedException.class))
                .hasMessageContaining("its row is not there any more");
        session.expire(found);
        assertThat(Await.value(session.get(User.class, Objects.requireNonNull(ann.id))))
                .isEmpty();
        assertThat(Await.value(session.contains(found))).isFalse();
        assertSent(bench, READ_USER, "DELETE FROM orm_users", READ_USER, READ_USER);
        Await.value(session.rollback());
        assertThat(Await.value(session.contains(found))).isTrue();
        Await.value(session.execute(
                delete(USERS), List.of(), StatementOptions.none().withSynchronizeSession(SynchronizeSession.NONE)));
        assertThat(Await.value(session.getAll(User.class, List.of(Objects.requireNonNull(ann.id)))))
                .containsExactly(Optional.empty());
        assertThat(Await.value(session.contains(found))).isFalse();
        Await.value(session.rollback());
        assertThat(Await.value(session.contains(found))).isTrue();
        assertThat(get(session, User.class, ann.id)).isSameAs(found);
        assertThat(found.name).isEqualTo("ann");
        assertSent(
                bench,
                "DELETE FROM orm_users",
                "SELECT orm_users.id, orm_users.name, orm_users.email, orm_users.age FROM orm_users WHERE orm_users.id IN (?)",
                READ_USER);
        Await.value(session.close());
    }

    @Test
    @Tag("EX14")
    default void whatIsAllExpiredIsReadAgainAsAnEqualGraph(Bench bench) {
        User ann = new User("ann").at("a1").at("a2");
        User bob = new User("bob").at("b1");
        stored(bench, ann, bob);
        AsyncSession session = sessions(bench).open();
        List<User> users =
                Await.value(session.scalars(select(USERS).orderBy(USER_ID))).fetchAll();
        for (User user : users) {
            Await.value(session.load(user, USER_ADDRESSES));
        }
        assertSent(
                bench,
                "SELECT orm_users.id, orm_users.name, orm_users.email, orm_users.age FROM orm_users ORDER BY orm_users.id",
                READ_ADDRESSES,
                READ_ADDRESSES);
        users.get(0).name = "dropped";
        session.expireAll();
        assertThat(Await.value(session.state()).dirty()).isEmpty();
        bench.sql().run("update orm_addresses set street = 'moved' where street = 'b1'");
        List<User> again =
                Await.value(session.scalars(select(USERS).orderBy(USER_ID))).fetchAll();
        assertThat(again).hasSize(2).allMatch(users::contains);
        assertThat(again.get(0).name).isEqualTo("ann");
        assertSent(
                bench,
                "SELECT orm_users.id, orm_users.name, orm_users.email, orm_users.age FROM orm_users ORDER BY orm_users.id");
        Await.value(session.rollback());
        assertThat(Await.value(session.load(again.get(1), USER_ADDRESSES)))
                .extracting(address -> address.street)
                .containsExactly("moved");
        Await.value(session.close());
    }

    @Test
    @Tag("EX16")
    @Tag("EX17")
    default void loadingACollectionWritesWhatIsPendingFirst(Bench bench) {
        User ann = new User("ann").at("a1").at("a2");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = get(session, User.class, ann.id);
        Address late = new Address("a3");
        late.user = found;
        session.add(late);
        session.expire(found, "addresses");
        assertThat(Await.value(session.load(found, USER_ADDRESSES))).hasSize(3).contains(late);
        assertSent(
                bench,
                READ_USER,
                "INSERT INTO orm_addresses (street, user_id) VALUES (?, ?) RETURNING orm_addresses.id",
                READ_ADDRESSES);
        Await.value(session.commit());
        assertThat(count(bench, "orm_addresses")).isEqualTo(3);
        Await.value(session.close());
    }

    @Test
    @Tag("AS08")
    default void refreshingNamesACollectionAndFillsIt(Bench bench) {
        User ann = new User("ann").at("a1").at("a2");
        User bob = new User("bob");
        stored(bench, ann, bob);
        AsyncSession session = sessions(bench).open();
        List<User> users =
                Await.value(session.scalars(select(USERS).orderBy(USER_ID))).fetchAll();
        sent(bench).mark();
        for (User user : users) {
            Await.value(session.refresh(user, "addresses"));
        }
        assertSent(bench, READ_ADDRESSES, READ_ADDRESSES);
        assertThat(users.get(0).addresses).hasSize(2);
        assertThat(users.get(1).addresses).isEmpty();
        Await.value(session.close());
    }

    /** A key is changed like any other attribute, and so is the change dropped. */
    @Test
    @Tag("EX01")
    default void expiringDropsTheChangeOfAKey(Bench bench) {
        stored(bench, new Note(1, "a"));
        AsyncSession session = sessions(bench).open();
        Note note = get(session, Note.class, 1);
        note.id = 9;
        note.text = "changed";

        session.expire(note);

        assertThat(get(session, Note.class, 1)).isSameAs(note);
        assertThat(note.id).isEqualTo(1);
        assertThat(note.text).isEqualTo("a");
        note.id = 9;
        session.expire(note, "id");
        assertThat(Await.value(session.isModified(note))).isFalse();
        Await.value(session.close());
    }

    @Test
    @Tag("AS32")
    @Tag("AS33")
    default void whatIsExpiredIsReadOnceAndWhatIsLoadedNotAtAll(Bench bench) {
        User ann = new User("ann").at("a1").at("a2");
        AsyncSession session = sessions(bench).open();
        session.add(ann);
        Await.value(session.commit());
        sent(bench).mark();
        assertThat(get(session, User.class, ann.id)).isSameAs(ann);
        assertSent(bench, READ_USER);
        List<Address> loaded = Await.value(session.load(ann, USER_ADDRESSES));
        assertThat(loaded).hasSize(2);
        assertSent(bench, READ_ADDRESSES);
        assertThat(Await.value(session.load(ann, USER_ADDRESSES))).isSameAs(loaded);
        assertThat(ann.addresses).isSameAs(loaded);
        assertSent(bench);
        Await.value(session.close());
    }

    @Test
    @Tag("EX11")
    default void refreshingCascadesAsExpiringDoes(Bench bench) {
        User ann = new User("ann").at("a1");
        stored(bench, ann);
        AsyncSession session = sessions(bench)
                .withExecution(ExecutionOptions.none().withIsolationLevel(IsolationLevel.READ_COMMITTED))
                .open();
        User found = get(session, User.class, ann.id);
        Address address = Await.value(session.load(found, USER_ADDRESSES)).get(0);
        bench.sql().run("update orm_addresses set street = 'moved'");
        assertSent(bench, READ_USER, READ_ADDRESSES);
        session.expire(found);
        assertThat(get(session, Address.class, address.id)).isSameAs(address);
        assertThat(address.street).isEqualTo("moved");
        Await.value(session.load(found, USER_ADDRESSES));
        assertSent(bench, READ_ADDRESS, READ_USER, READ_ADDRESSES);
        bench.sql().run("update orm_addresses set street = 'again'");
        Await.value(session.refresh(found));
        assertThat(get(session, Address.class, address.id).street).isEqualTo("again");
        assertThat(Await.value(session.load(found, USER_ADDRESSES))).containsExactly(address);
        assertSent(bench, READ_USER, READ_ADDRESS, READ_ADDRESSES);
        Await.value(session.close());
    }

    /** A plain attribute cannot tell that it is to be read again, so it refers to nothing until it is. */
    @Test
    @Tag("EX01")
    @Tag("EX11")
    default void aReferenceThatIsExpiredLosesItsChangeAndIsReadAgain(Bench bench) {
        Address address = new Address("a1");
        User ann = new User("ann").at("x");
        User bob = new User("bob");
        address.user = bob;
        stored(bench, bob, ann, address);
        AsyncSession session = sessions(bench)
                .withExecution(ExecutionOptions.none().withIsolationLevel(IsolationLevel.READ_COMMITTED))
                .open();
        User first = get(session, User.class, ann.id);
        User second = get(session, User.class, bob.id);
        Address found = get(session, Address.class, address.id);
        assertThat(found.user).isSameAs(second);
        found.user = first;
        session.expire(found);
        sent(bench).mark();
        Await.value(session.flush());
        assertSent(bench);
        assertThat(get(session, Address.class, address.id).user).isSameAs(second);
        bench.sql().run("update orm_addresses set user_id = " + ann.id + " where id = " + address.id);
        Await.value(session.refresh(found));
        assertThat(found.user).isSameAs(first);
        found.user = null;
        session.expire(found, "user");
        Await.value(session.refresh(found, "user"));
        assertThat(found.user).isSameAs(first);
        found.user = null;
        Await.value(session.commit());
        assertSent(
                bench,
                READ_ADDRESS,
                READ_ADDRESS,
                READ_ADDRESS,
                "UPDATE orm_addresses SET user_id = ? WHERE orm_addresses.id = ?");
        assertThat(bench.sql().number("select count(*) from orm_addresses where user_id is null"))
                .isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    @Tag("EX11")
    default void whatRefersToAnObjectIsLookedForAgain(Bench bench) {
        Citizen ann = new Citizen("ann");
        ann.passport = new Passport("p");
        stored(bench, ann);
        AsyncSession session = sessions(bench)
                .withExecution(ExecutionOptions.none().withIsolationLevel(IsolationLevel.READ_COMMITTED))
                .open();
        Citizen found = get(session, Citizen.class, ann.id);
        Await.value(session.refresh(found, "passport"));
        assertThat(found.passport).isNotNull();
        bench.sql().run("update orm_passports set holder_id = null");
        Await.value(session.refresh(found, "passport"));
        assertThat(found.passport).isNull();
        Await.value(session.commit());
        assertSent(
                bench,
                "SELECT orm_citizens.id, orm_citizens.name, orm_citizens.home_id FROM orm_citizens WHERE orm_citizens.id = ?",
                "SELECT orm_passports.id, orm_passports.print, orm_passports.holder_id FROM orm_passports WHERE orm_passports.holder_id IN (?)",
                "SELECT orm_passports.id, orm_passports.print, orm_passports.holder_id FROM orm_passports WHERE orm_passports.holder_id IN (?)");
        assertThat(bench.sql().number("select count(*) from orm_passports")).isEqualTo(1);
        Await.value(session.close());
    }
}
