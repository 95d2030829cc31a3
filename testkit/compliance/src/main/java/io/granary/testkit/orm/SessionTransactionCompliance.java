package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.READ_ADDRESSES;
import static io.granary.testkit.orm.SentChanges.READ_USER;
import static io.granary.testkit.orm.SentChanges.assertSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.IntegrityException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import io.granary.error.ResourceClosedException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionTransaction;
import io.granary.orm.EntityState;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What commit, rollback and savepoints make of objects. */
public interface SessionTransactionCompliance extends OnSessions {

    private static long users(Bench bench) {
        return bench.sql().number("select count(*) from orm_users");
    }

    @Test
    @Tag("ST10")
    @Tag("SE28")
    default void aRollbackMakesObjectsWhatTheyWere(Bench bench) {
        User ann = new User("ann").at("a1");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id)));
        Await.value(session.refresh(found, "addresses"));
        found.name = "flushed";
        found.addresses.add(new Address("a2"));
        Await.value(session.flush());
        found.name = "not flushed";
        assertSent(
                bench,
                READ_USER,
                READ_ADDRESSES,
                "UPDATE orm_users SET name = ? WHERE orm_users.id = ?",
                "INSERT INTO orm_addresses (street, user_id) VALUES (?, ?) RETURNING orm_addresses.id");
        User late = new User("late");
        session.add(late);
        Await.value(session.flush());
        assertSent(
                bench,
                "UPDATE orm_users SET name = ? WHERE orm_users.id = ?",
                "INSERT INTO orm_users (name, email, age) VALUES (?, ?, ?) RETURNING orm_users.id");
        assertThat(late.id).isNotNull();
        User later = new User("later");
        session.add(later);
        Await.value(session.rollback());
        assertThat(found.name).isEqualTo("ann");
        assertThat(late.id).as("a key that the rolled back row had given").isNull();
        assertThat(Await.value(session.contains(late))).isFalse();
        assertThat(Await.value(session.contains(later))).isFalse();
        assertThat(Await.value(session.load(found, USER_ADDRESSES))).hasSize(1);
        session.add(late);
        Await.value(session.commit());
        assertThat(users(bench)).isEqualTo(2);
        Await.value(session.close());
    }

    @Test
    @Tag("ST12")
    @Tag("ST13")
    @Tag("SE26")
    default void aRollbackTakesBackDeletions(Bench bench) {
        User ann = new User("ann").at("a1");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id)));
        Await.value(session.delete(found));
        assertThat(Await.value(session.state()).deleted()).hasSize(2);
        Await.value(session.rollback());
        assertThat(Await.value(session.state()).deleted()).isEmpty();
        assertThat(Await.value(session.contains(found))).isTrue();
        Await.value(session.delete(found));
        sent(bench).mark();
        Await.value(session.flush());
        assertSent(
                bench,
                "DELETE FROM orm_addresses WHERE orm_addresses.id = ?",
                "DELETE FROM orm_users WHERE orm_users.id = ?");
        Await.value(session.rollback());
        assertThat(Await.value(session.stateOf(found))).isEqualTo(EntityState.PERSISTENT);
        assertThat(Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id))))
                .isSameAs(found);
        Await.value(session.close());
        assertThat(users(bench)).isEqualTo(1);
    }

    @Test
    @Tag("ST15")
    default void whatWasDeletedAndCommittedStaysAway(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id)));
        Await.value(session.delete(found));
        Await.value(session.commit());
        session.add(new User("bob"));
        Await.value(session.flush());
        Await.value(session.rollback());
        assertThat(Await.value(session.contains(found))).isFalse();
        assertThat(Await.value(session.get(User.class, Objects.requireNonNull(ann.id))))
                .isEmpty();
        assertThat(Await.value(session.state()).size()).isZero();
        assertThat(users(bench)).isZero();
        Await.value(session.close());
    }

    @Test
    @Tag("ST04")
    @Tag("ST01")
    default void aSavepointRolledBackTakesBackWhatWasDoneInIt(Bench bench) {
        User ed = new User("ed");
        User jack = new User("jack");
        AsyncSession session = sessions(bench).open();
        session.addAll(List.of(ed, jack));
        Await.value(session.flush());
        AsyncSessionTransaction savepoint = Await.value(session.beginNested());
        ed.name = "edward";
        jack.name = "jackward";
        User wendy = new User("wendy");
        session.add(wendy);
        Await.value(session.flush());
        Await.value(savepoint.rollback());
        assertThat(ed.name).isEqualTo("ed");
        assertThat(jack.name).isEqualTo("jack");
        assertThat(Await.value(session.contains(wendy))).isFalse();
        assertThat(Await.value(session.state()).inNestedTransaction()).isFalse();
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_users order by name"))
                .containsExactly("ed", "jack");
        Await.value(session.close());
    }

    @Test
    @Tag("ST03")
    @Tag("ST06")
    default void whatASavepointWroteBelongsToWhatIsAroundIt(Bench bench) {
        User ann = new User("ann");
        User bob = new User("bob");
        stored(bench, ann, bob);
        AsyncSession session = sessions(bench).open();
        User first = Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id)));
        User second = Await.value(session.getOne(User.class, Objects.requireNonNull(bob.id)));
        AsyncSessionTransaction outer = Await.value(session.beginNested());
        AsyncSessionTransaction inner = Await.value(session.beginNested());
        first.name = "changed";
        Await.value(session.delete(second));
        Await.value(session.flush());
        Await.value(inner.commit());
        assertThat(first.name).isEqualTo("changed");
        Await.value(outer.rollback());
        assertThat(first.name).isEqualTo("ann");
        assertThat(Await.value(session.contains(second))).isTrue();
        assertThat(Await.failure(inner.rollback(), ResourceClosedException.class))
                .hasMessageContaining("closed");
        Await.value(session.commit());
        assertThat(users(bench)).isEqualTo(2);
        Await.value(session.close());
    }

    @Test
    @Tag("ST36")
    @Tag("ST37")
    @Tag("ST22")
    default void aRollbackEndsAllSavepoints(Bench bench) {
        AsyncSession session = sessions(bench).open();
        assertThat(Await.value(session.transaction())).isEmpty();
        session.add(new User("a"));
        AsyncSessionTransaction one = Await.value(session.beginNested());
        session.add(new User("b"));
        AsyncSessionTransaction two = Await.value(session.beginNested());
        assertThat(two.isNested()).isTrue();
        assertThat(Await.value(session.transaction())).contains(two);
        Await.value(session.rollback());
        assertThat(Await.value(session.state()).inTransaction()).isFalse();
        assertThat(Await.value(one.isActive())).isFalse();
        Await.failure(two.commit(), ResourceClosedException.class);
        Await.value(session.commit());
        assertThat(users(bench)).isZero();
        Await.value(session.close());
    }

    @Test
    default void aSavepointIsOverWhenItsSessionIsReset(Bench bench) {
        AsyncSession session = sessions(bench).open();
        AsyncSessionTransaction savepoint = Await.value(session.beginNested());
        AsyncSessionTransaction inner = Await.value(session.beginNested());
        assertThat(Await.value(savepoint.isActive())).isTrue();
        Await.value(session.reset());
        assertThat(Await.value(savepoint.isActive())).isFalse();
        assertThat(Await.value(inner.isActive())).isFalse();
        Await.failure(savepoint.commit(), ResourceClosedException.class);
        Await.value(session.close());
    }

    @Test
    @Tag("ST18")
    default void aFailedFlushAsksForARollback(Bench bench) {
        User ann = new User("ann", "a@b.c");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id)));
        found.name = "changed";
        User twin = new User("twin", "a@b.c");
        session.add(twin);
        IntegrityException first = Await.failure(session.commit(), IntegrityException.class);
        PendingRollbackException again = Await.failure(session.commit(), PendingRollbackException.class);
        assertThat(again.getCause()).isSameAs(first);
        Await.failure(session.execute(select(USER_NAME)), PendingRollbackException.class);
        assertThat(Await.value(session.state()).active()).isFalse();
        Await.value(session.rollback());
        assertThat(found.name).isEqualTo("ann");
        assertThat(Await.value(session.contains(twin))).isFalse();
        session.add(new User("other", "x@y.z"));
        Await.value(session.commit());
        assertThat(users(bench)).isEqualTo(2);
        Await.value(session.close());
    }

    @Test
    @Tag("ST19")
    default void aFailedFlushInASavepointEndsOnlyThat(Bench bench) {
        stored(bench, new User("ann", "a@b.c"));
        AsyncSession session = sessions(bench).open();
        User bob = new User("bob");
        session.add(bob);
        AsyncSessionTransaction savepoint = Await.value(session.beginNested());
        session.add(new User("twin", "a@b.c"));
        Await.failure(session.flush(), IntegrityException.class);
        Await.failure(session.flush(), PendingRollbackException.class);
        Await.value(savepoint.rollback());
        bob.name = "robert";
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_users order by name"))
                .containsExactly("ann", "robert");
        Await.value(session.close());
    }

    @Test
    @Tag("ST16")
    default void afterACommitObjectsAreReadAgain(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id)));
        Await.value(session.commit());
        bench.sql().run("update orm_users set name = 'will'");
        assertThat(Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id))))
                .isSameAs(found);
        assertThat(found.name).isEqualTo("will");
        assertSent(bench, READ_USER, READ_USER);
        Await.value(session.close());
        AsyncSession keeping = sessions(bench).withExpireOnCommit(false).open();
        User kept = Await.value(keeping.getOne(User.class, Objects.requireNonNull(ann.id)));
        Await.value(keeping.commit());
        sent(bench).mark();
        assertThat(Await.value(keeping.getOne(User.class, Objects.requireNonNull(ann.id))))
                .isSameAs(kept);
        assertSent(bench);
        Await.value(keeping.close());
    }

    /** A plain object cannot tell that it is stale; what is changed in it then is not lost. */
    @Test
    default void aChangeAfterACommitIsWrittenByTheNextOne(Bench bench) {
        User ann = new User("ann");
        AsyncSession session = sessions(bench).open();
        session.add(ann);
        Await.value(session.commit());
        ann.name = "changed after";
        Await.value(session.commit());
        assertSent(
                bench,
                "INSERT INTO orm_users (name, email, age) VALUES (?, ?, ?) RETURNING orm_users.id",
                "UPDATE orm_users SET name = ? WHERE orm_users.id = ?");
        assertThat(bench.sql().column("select name from orm_users")).containsExactly("changed after");
        Await.value(session.close());
    }

    @Test
    @Tag("EX08")
    @Tag("EX10")
    @Tag("EX11")
    @Tag("EX01")
    default void expiringDropsChangesAndReadsAgain(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id)));
        found.name = "pending";
        found.age = 5;
        session.expire(found, "name");
        sent(bench).mark();
        Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id)));
        assertThat(found.name).isEqualTo("ann");
        assertThat(found.age).as("a change of another attribute survives").isEqualTo(5);
        assertSent(bench, "UPDATE orm_users SET age = ? WHERE orm_users.id = ?", READ_USER);
        found.name = "again";
        session.expire(found);
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_users")).containsExactly("ann");
        found.name = "refreshed away";
        Await.value(session.noAutoflush(quiet -> quiet.refresh(found)));
        assertThat(found.name).isEqualTo("ann");
        assertThat(Await.value(session.isModified(found))).isFalse();
        assertSent(bench, READ_USER);
        User pending = new User("new");
        session.add(pending);
        session.expire(pending);
        assertThat(Await.failure(session.flush(), InvalidRequestException.class))
                .hasMessageContaining("no row yet");
        Await.value(session.close());
    }

    @Test
    @Tag("EX02")
    @Tag("EX13")
    default void anExpiredObjectIsReadOnce(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id)));
        session.expire(found);
        sent(bench).mark();
        Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id)));
        Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id)));
        assertSent(bench, READ_USER);
        session.expire(found);
        Await.value(session.refresh(found));
        Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id)));
        assertSent(bench, READ_USER);
        Await.value(session.close());
    }
}
