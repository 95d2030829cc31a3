package io.granary.testkit.orm;

import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.count;
import static io.granary.testkit.orm.SentChanges.verbs;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.error.IntegrityException;
import io.granary.error.PendingRollbackException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionTransaction;
import io.granary.orm.EntityState;
import io.granary.orm.StatementOptions;
import io.granary.orm.SynchronizeSession;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What savepoints and failures make of objects, collections and rows that changed hands. */
public interface SavepointObjectsCompliance extends OnSessions {

    @Test
    @Tag("AS15")
    default void whatIsCommittedByHandIsSeenByOthers(Bench bench) {
        AsyncSession session = sessions(bench).open();
        session.add(new User("ann"));
        assertThat(Await.value(session.scalars(select(USERS))).fetchAll()).hasSize(1);
        assertThat(count(bench, "orm_users")).isZero();
        Await.value(session.commit());
        assertThat(count(bench, "orm_users")).isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    @Tag("AS29")
    @Tag("AS30")
    @Tag("ST37")
    default void theTransactionIsToldAtEachLevel(Bench bench) {
        AsyncSession session = sessions(bench).open();
        assertThat(Await.value(session.transaction())).isEmpty();
        Await.value(session.begin());
        assertThat(Await.value(session.transaction()).orElseThrow().isNested()).isFalse();
        AsyncSessionTransaction root = Await.value(session.transaction()).orElseThrow();
        Await.value(session.beginNested());
        AsyncSessionTransaction nested = Await.value(session.transaction()).orElseThrow();
        assertThat(nested.isNested()).isTrue();
        assertThat(nested).isNotEqualTo(root);
        Await.value(nested.commit());
        assertThat(Await.value(session.transaction())).contains(root);
        assertThat(Await.value(session.state()).inNestedTransaction()).isFalse();
        Await.value(root.commit());
        assertThat(Await.value(session.transaction())).isEmpty();
        assertThat(Await.value(session.state()).inTransaction()).isFalse();
        Await.value(session.close());
    }

    @Test
    @Tag("ST01")
    default void whatASavepointInsertedGoesWithTheTransaction(Bench bench) {
        AsyncSession session = sessions(bench).open();
        AsyncSessionTransaction savepoint = Await.value(session.beginNested());
        User ann = new User("ann");
        session.add(ann);
        Await.value(savepoint.commit());
        assertThat(Await.value(session.stateOf(ann))).isEqualTo(EntityState.PERSISTENT);
        Await.value(session.rollback());
        assertThat(Await.value(session.contains(ann))).isFalse();
        assertThat(ann.id).isNull();
        Await.value(session.close());
    }

    @Test
    @Tag("ST07")
    default void aCollectionIsWhatItWasAtTheSavepoint(Bench bench) {
        AsyncSession session = sessions(bench).open();
        User one = new User("one").at("foo");
        session.add(one);
        Await.value(session.flush());
        one.addresses.add(new Address("bar"));
        AsyncSessionTransaction savepoint = Await.value(session.beginNested());
        User two = new User("two").at("bat");
        session.add(two);
        one.addresses.add(new Address("baz"));
        one.addresses.remove(0);
        Await.value(session.flush());
        Await.value(savepoint.rollback());
        assertThat(Await.value(session.contains(two))).isFalse();
        assertThat(Await.value(session.load(one, USER_ADDRESSES)))
                .extracting(address -> address.street)
                .containsExactly("foo", "bar");
        Await.value(session.commit());
        assertThat(bench.sql().column("select street from orm_addresses order by id"))
                .containsExactly("foo", "bar");
        Await.value(session.close());
    }

    @Test
    @Tag("ST21")
    default void whatIsDoneAfterAFailureIsDroppedByTheRollback(Bench bench) {
        User ann = new User("ann", "a@b.c");
        User bob = new User("bob");
        stored(bench, ann, bob);
        AsyncSession session = sessions(bench).open();
        User first = get(session, User.class, ann.id);
        User second = get(session, User.class, bob.id);
        session.add(new User("twin", "a@b.c"));
        Await.failure(session.flush(), IntegrityException.class);
        User late = new User("late");
        session.add(late);
        first.name = "changed";
        Await.failure(session.delete(second), PendingRollbackException.class);
        Await.value(session.rollback());
        assertThat(first.name).isEqualTo("ann");
        assertThat(Await.value(session.contains(late))).isFalse();
        assertThat(Await.value(session.state()).deleted()).isEmpty();
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_users order by name"))
                .containsExactly("ann", "bob");
        Await.value(session.close());
    }

    @Test
    @Tag("ST31")
    default void aTransactionEndedBehindTheSessionDoesNotStopIt(Bench bench) {
        AsyncSession session = sessions(bench).open();
        AsyncSessionTransaction savepoint = Await.value(session.beginNested());
        session.add(new User("lost"));
        Await.value(session.flush());
        AsyncConnection connection = Await.value(session.connection());
        Await.value(connection.rollback());
        Await.value(savepoint.rollback());
        Await.value(session.rollback());
        session.add(new User("kept"));
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_users")).containsExactly("kept");
        Await.value(session.close());
    }

    @Test
    @Tag("ST33")
    default void aRowThatChangedHandsGoesBack(Bench bench) {
        stored(bench, new Note(1, "old"), new Note(2, "two"));
        AsyncSession session = sessions(bench).open();
        Note old = get(session, Note.class, 1);
        Await.value(session.delete(old));
        Note heir = new Note(1, "new");
        session.add(heir);
        Await.value(session.flush());
        assertThat(Await.value(session.stateOf(heir))).isEqualTo(EntityState.PERSISTENT);
        assertThat(Await.value(session.stateOf(old))).isEqualTo(EntityState.DELETED);
        session.add(new Note(2, "twin"));
        Await.failure(session.flush(), IntegrityException.class);
        Await.value(session.rollback());
        assertThat(Await.value(session.contains(heir))).isFalse();
        assertThat(Await.value(session.contains(old))).isTrue();
        assertThat(Await.value(session.state()).deleted()).isEmpty();
        assertThat(get(session, Note.class, 1)).isSameAs(old);
        assertThat(old.text).isEqualTo("old");
        session.add(new Note(3, "three"));
        Await.value(session.commit());
        assertThat(bench.sql().column("select text from orm_notes order by id")).containsExactly("old", "two", "three");
        Await.value(session.close());
    }

    @Test
    @Tag("ST04")
    default void aKeyAndACircleAreWhatTheyWereAtTheSavepoint(Bench bench) {
        Node chicken = new Node("chicken");
        Node egg = new Node("egg");
        chicken.parent = egg;
        egg.parent = chicken;
        stored(bench, chicken, new Note(1, "one"));
        AsyncSession session = sessions(bench).open();
        Note note = get(session, Note.class, 1);
        Node found = get(session, Node.class, chicken.id);
        Node other = get(session, Node.class, egg.id);
        AsyncSessionTransaction savepoint = Await.value(session.beginNested());
        note.id = 2;
        Await.value(session.deleteAll(List.of(found, other)));
        Await.value(session.flush());
        assertThat(get(session, Note.class, 2)).isSameAs(note);
        Await.value(savepoint.rollback());
        assertThat(note.id).isEqualTo(1);
        assertThat(get(session, Note.class, 1)).isSameAs(note);
        assertThat(Await.value(session.get(Note.class, 2))).isEmpty();
        assertThat(get(session, Node.class, egg.id)).isSameAs(other);
        Await.value(session.refresh(found, "parent"));
        assertThat(found.parent).isSameAs(other);
        sent(bench).mark();
        Await.value(session.commit());
        assertThat(verbs(bench)).isEmpty();
        assertThat(bench.sql().number("select count(*) from orm_nodes where parent_id is not null"))
                .isEqualTo(2);
        Await.value(session.close());
    }

    @Test
    @Tag("ST09")
    default void whatAStatementChangedInObjectsGoesBackWithTheSavepoint(Bench bench) {
        User ann = new User("ann");
        User bob = new User("bob");
        stored(bench, ann, bob);
        AsyncSession session = sessions(bench).open();
        User first = get(session, User.class, ann.id);
        User second = get(session, User.class, bob.id);
        for (SynchronizeSession how : List.of(SynchronizeSession.EVALUATE, SynchronizeSession.FETCH)) {
            StatementOptions options = StatementOptions.none().withSynchronizeSession(how);
            AsyncSessionTransaction savepoint = Await.value(session.beginNested());
            Await.value(session.execute(
                    update(USERS).set(USER_NAME, "changed").where(USER_NAME.eq("ann")), List.of(), options));
            Await.value(session.execute(delete(USERS).where(USER_NAME.eq("bob")), List.of(), options));
            assertThat(first.name).isEqualTo("changed");
            assertThat(Await.value(session.contains(second))).isFalse();
            Await.value(savepoint.rollback());
            assertThat(first.name).isEqualTo("ann");
            assertThat(Await.value(session.contains(second))).isTrue();
        }
        sent(bench).mark();
        Await.value(session.commit());
        assertThat(verbs(bench)).isEmpty();
        Await.value(session.close());
    }
}
