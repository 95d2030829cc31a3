package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.READ_ADDRESSES;
import static io.granary.testkit.orm.SentChanges.READ_USER;
import static io.granary.testkit.orm.SentChanges.assertSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.ExecutionOptions;
import io.granary.engine.IsolationLevel;
import io.granary.error.IntegrityException;
import io.granary.error.InvalidRequestException;
import io.granary.error.UnmappedClassException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityState;
import io.granary.orm.GetOptions;
import io.granary.orm.SessionListener;
import io.granary.orm.SessionView;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What objects are to a session, and how it begins and ends transactions by itself. */
public interface SessionStateCompliance extends OnSessions {

    /** Transient, pending, persistent, deleted and detached, one after the other. */
    @Test
    @Tag("SE14")
    default void anObjectGoesThroughAllStates(Bench bench) {
        AsyncSession session = sessions(bench).open();
        User ann = new User("ann");
        assertThat(Await.value(session.stateOf(ann))).isEqualTo(EntityState.TRANSIENT);
        session.add(ann);
        assertThat(Await.value(session.stateOf(ann))).isEqualTo(EntityState.PENDING);
        Await.value(session.flush());
        assertThat(Await.value(session.stateOf(ann))).isEqualTo(EntityState.PERSISTENT);
        assertThat(ann.id).isNotNull();
        Await.value(session.delete(ann));
        Await.value(session.flush());
        assertThat(Await.value(session.stateOf(ann))).isEqualTo(EntityState.DELETED);
        session.add(ann);
        assertThat(Await.failure(session.flush(), InvalidRequestException.class))
                .hasMessageContaining("was deleted in the transaction");
        Await.value(session.commit());
        assertSent(
                bench,
                "INSERT INTO orm_users (name, email, age) VALUES (?, ?, ?) RETURNING orm_users.id",
                "DELETE FROM orm_users WHERE orm_users.id = ?");
        assertThat(Await.value(session.contains(ann))).isFalse();
        Await.value(session.close());
    }

    @Test
    @Tag("SE01")
    @Tag("SE02")
    default void aTransactionBeginsByItselfAndEndsWithTheCommit(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Await.value(session.flush());
        assertThat(Await.value(session.state()).inTransaction())
                .as("an empty flush begins none")
                .isFalse();
        Await.value(session.execute(select(USER_NAME)));
        assertThat(Await.value(session.state()).inTransaction()).isTrue();
        Await.value(session.commit());
        assertThat(Await.value(session.state()).inTransaction()).isFalse();
        assertThat(Await.value(session.state()).holdsConnection()).isFalse();
        session.add(new User("ann"));
        Await.value(session.flush());
        assertThat(Await.value(session.state()).inTransaction()).isTrue();
        Await.value(session.close());
        assertThat(bench.sql().number("select count(*) from orm_users")).isZero();
    }

    @Test
    @Tag("SE04")
    default void beginningTwiceIsRefused(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Await.value(session.begin());
        assertThat(Await.failure(session.begin(), InvalidRequestException.class))
                .hasMessageContaining("already begun");
        Await.value(session.close());
    }

    @Test
    @Tag("SE07")
    default void aQueryFindsWhatWasAddedBeforeIt(Bench bench) {
        AsyncSession session = sessions(bench).open();
        User ed = new User("ed");
        session.add(ed);
        User found = Await.value(session.scalars(select(USERS).where(USER_NAME.eq("ed"))))
                .one();
        assertThat(found).isSameAs(ed);
        assertSent(
                bench,
                "INSERT INTO orm_users (name, email, age) VALUES (?, ?, ?) RETURNING orm_users.id",
                "SELECT orm_users.id, orm_users.name, orm_users.email, orm_users.age FROM orm_users WHERE orm_users.name = ?");
        Await.value(session.close());
    }

    /** Whoever asked for a query did not ask for that statement. */
    @Test
    @Tag("SE07")
    default void aFlushThatFailsBeforeAQueryTellsWhyItWasMade(Bench bench) {
        OnSessions.stored(bench, new User("ann", "dup"));
        AsyncSession session = sessions(bench).open();
        session.add(new User("twin", "dup"));
        assertThat(Await.failure(session.scalars(select(USERS)), IntegrityException.class))
                .hasMessageContaining("INSERT INTO orm_users")
                .hasMessageContaining("autoflush")
                .hasMessageContaining("noAutoflush(...)");
        Await.value(session.rollback());
        session.add(new User("twin", "dup"));
        assertThat(Await.failure(session.flush(), IntegrityException.class).getMessage())
                .doesNotContain("autoflush");
        Await.value(session.close());
    }

    @Test
    @Tag("SE08")
    default void withoutAutoflushAQueryDoesNotFindIt(Bench bench) {
        AsyncSession session = sessions(bench).open();
        session.add(new User("ed"));
        var query = select(USERS).where(USER_NAME.eq("ed"));
        assertThat(Await.value(session.noAutoflush(quiet -> quiet.scalars(query)))
                        .fetchAll())
                .isEmpty();
        assertThat(Await.value(session.state()).added()).hasSize(1);
        Await.failure(
                session.noAutoflush(quiet -> quiet.scalars(query).thenApply(found -> found.one())), Exception.class);
        assertSent(
                bench,
                "SELECT orm_users.id, orm_users.name, orm_users.email, orm_users.age FROM orm_users WHERE orm_users.name = ?",
                "SELECT orm_users.id, orm_users.name, orm_users.email, orm_users.age FROM orm_users WHERE orm_users.name = ?");
        assertThat(Await.value(session.scalars(query)).fetchAll()).hasSize(1);
        assertSent(
                bench,
                "INSERT INTO orm_users (name, email, age) VALUES (?, ?, ?) RETURNING orm_users.id",
                "SELECT orm_users.id, orm_users.name, orm_users.email, orm_users.age FROM orm_users WHERE orm_users.name = ?");
        Await.value(session.close());
    }

    @Test
    @Tag("SE10")
    @Tag("AS06")
    default void getGivesTheSameObjectUntilItIsLetGoOf(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User first = Await.value(session.getOne(User.class, id(ann)));
        assertThat(Await.value(session.get(User.class, id(ann)))).containsSame(first);
        assertThat(Await.value(session.get(User.class, (int) id(ann)))).containsSame(first);
        assertThat(Await.value(session.get(User.class, 999_999))).isEmpty();
        session.expungeAll();
        assertThat(Await.value(session.getOne(User.class, id(ann)))).isNotSameAs(first);
        // Once each: when it was not there, when it never was, and when it was let go of.
        assertSent(bench, READ_USER, READ_USER, READ_USER);
        Await.value(session.close());
    }

    @Test
    @Tag("AS05")
    default void aSessionThatIsClosedHoldsNoObject(Bench bench) {
        List<Integer> held = new ArrayList<>();
        AsyncSession session = sessions(bench)
                .withListener(new SessionListener() {
                    @Override
                    public void afterClose(SessionView view) {
                        held.add(view.state().size());
                    }
                })
                .open();
        session.add(new User("ann"));
        Await.value(session.commit());
        session.add(new User("never"));
        assertThat(Await.value(session.state()).size()).isEqualTo(2);
        Await.value(session.close());
        assertThat(held).containsExactly(0);
    }

    private static long id(User user) {
        Long id = user.id;
        if (id == null) {
            throw new AssertionError("it has no key");
        }
        return id;
    }

    @Test
    @Tag("SE11")
    default void aLockAlwaysAsksTheDatabase(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        Await.value(session.getOne(User.class, id(ann)));
        sent(bench).mark();
        Await.value(session.get(User.class, id(ann), GetOptions.none()));
        assertSent(bench);
        Await.value(session.get(User.class, id(ann), GetOptions.none().withForUpdate()));
        assertSent(bench, READ_USER + " FOR UPDATE");
        Await.value(session.close());
    }

    @Test
    @Tag("SE13")
    default void populateExistingOverwritesWhatIsThere(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        AsyncSession session = sessions(bench)
                .withExecution(ExecutionOptions.none().withIsolationLevel(IsolationLevel.READ_COMMITTED))
                .open();
        User found = Await.value(session.getOne(User.class, id(ann)));
        bench.sql().run("update orm_users set name = 'newname'");
        sent(bench).mark();
        Await.value(session.get(User.class, id(ann)));
        assertThat(found.name).isEqualTo("ann");
        assertSent(bench);
        Await.value(session.get(User.class, id(ann), GetOptions.none().withPopulateExisting(true)));
        assertThat(found.name).isEqualTo("newname");
        assertSent(bench, READ_USER);
        Await.value(session.close());
    }

    @Test
    @Tag("SE20")
    @Tag("SE22")
    default void whatHasNoRowIsNotDeletedAndOneRowHasOneObject(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        assertThat(Await.failure(session.delete(new User("new")), InvalidRequestException.class))
                .hasMessageContaining("no row");
        User loaded = Await.value(session.getOne(User.class, id(ann)));
        assertThat(Await.failure(session.delete(ann), InvalidRequestException.class))
                .hasMessageContaining("Another object stands for the row");
        session.add(ann);
        assertThat(Await.failure(session.flush(), InvalidRequestException.class))
                .hasMessageContaining("Another object stands for the row");
        session.expunge(loaded);
        ann.name = "changed outside";
        session.add(ann);
        sent(bench).mark();
        Await.value(session.commit());
        // What it was before is not known, neither in the row nor in the collection.
        assertSent(bench, READ_ADDRESSES, "UPDATE orm_users SET name = ?, email = ?, age = ? WHERE orm_users.id = ?");
        assertThat(bench.sql().column("select name from orm_users")).containsExactly("changed outside");
        Await.value(session.close());
        Await.value(sessions(bench).begin(other -> other.delete(ann)));
        assertThat(bench.sql().number("select count(*) from orm_users"))
                .as("what comes from outside is deleted too")
                .isZero();
    }

    @Test
    @Tag("SE31")
    default void isModifiedAsksNothing(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = Await.value(session.getOne(User.class, id(ann)));
        sent(bench).mark();
        assertThat(Await.value(session.isModified(found))).isFalse();
        found.name = "other";
        assertThat(Await.value(session.isModified(found))).isTrue();
        found.name = "ann";
        assertThat(Await.value(session.isModified(found)))
                .as("the same value again")
                .isFalse();
        assertSent(bench);
        Await.value(session.close());
    }

    @Test
    @Tag("SE35")
    default void anUnmappedClassIsRefusedAtOnce(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Assertions.assertThatThrownBy(() -> session.add("x"))
                .isInstanceOf(UnmappedClassException.class)
                .hasMessageContaining("java.lang.String is not mapped");
        Await.value(session.close());
    }

    @Test
    @Tag("SE38")
    @Tag("AS24")
    default void deletingTakesTheChildrenAlong(Bench bench) {
        User ann = new User("ann").at("a1").at("a2");
        User bob = new User("bob").at("b1");
        stored(bench, ann, bob);
        AsyncSession session = sessions(bench).open();
        User first = Await.value(session.getOne(User.class, id(ann)));
        User second = Await.value(session.getOne(User.class, id(bob)));
        Await.value(session.deleteAll(List.of(first, second)));
        Await.value(session.commit());
        assertSent(
                bench,
                READ_USER,
                READ_USER,
                READ_ADDRESSES,
                READ_ADDRESSES,
                "DELETE FROM orm_addresses WHERE orm_addresses.id IN (?, ?, ?)",
                "DELETE FROM orm_users WHERE orm_users.id IN (?, ?)");
        assertThat(bench.sql().number("select count(*) from orm_users")).isZero();
        assertThat(bench.sql().number("select count(*) from orm_addresses")).isZero();
        Await.value(session.close());
    }
}
