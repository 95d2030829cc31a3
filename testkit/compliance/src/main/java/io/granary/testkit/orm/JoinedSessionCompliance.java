package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.sessions;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncTransaction;
import io.granary.error.IntegrityException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.AsyncSessionTransaction;
import io.granary.orm.JoinTransactionMode;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions on a connection of somebody else's. */
public interface JoinedSessionCompliance extends OnSessions {

    /** What is open on the connection. */
    enum Around {
        /** Nothing. */
        NOTHING,
        /** A transaction. */
        TRANSACTION,
        /** A savepoint in one. */
        SAVEPOINT
    }

    /** How the session ends. */
    enum How {
        /** By a commit. */
        COMMIT,
        /** By a rollback. */
        ROLLBACK,
        /** It is closed. */
        CLOSE
    }

    /** What is open afterwards, and whether what the session wrote is there once that is committed. */
    record Left(Around open, boolean written) {

        /** {@return what has to be} */
        static Left of(JoinTransactionMode mode, Around around, How how) {
            boolean commits = how == How.COMMIT;
            if (around == Around.NOTHING) {
                return new Left(Around.NOTHING, commits);
            }
            boolean conditional = mode == JoinTransactionMode.CONDITIONAL_SAVEPOINT;
            boolean own = mode == JoinTransactionMode.CREATE_SAVEPOINT || (conditional && around == Around.SAVEPOINT);
            if (own) {
                return new Left(around, commits);
            }
            Around outside = around == Around.SAVEPOINT ? Around.TRANSACTION : Around.NOTHING;
            if (mode == JoinTransactionMode.CONTROL_FULLY) {
                return new Left(outside, commits);
            }
            return how == How.ROLLBACK ? new Left(outside, false) : new Left(around, true);
        }
    }

    private static Around open(AsyncConnection connection) {
        if (connection.inNestedTransaction()) {
            return Around.SAVEPOINT;
        }
        return connection.inTransaction() ? Around.TRANSACTION : Around.NOTHING;
    }

    /** Everything goes in a session, whatever its mode, what is around it, and how it ends. */
    @Test
    @Tag("ST28")
    default void eachModeEndsWhatItSays(Bench bench) {
        AsyncConnection connection = Await.value(bench.engine().connect());
        long expected = 0;
        for (JoinTransactionMode mode : JoinTransactionMode.values()) {
            for (Around around : Around.values()) {
                for (How how : How.values()) {
                    if (around != Around.NOTHING) {
                        Await.value(connection.begin());
                    }
                    if (around == Around.SAVEPOINT) {
                        Await.value(connection.beginNested());
                    }
                    AsyncSession session = sessions(bench).on(connection, mode).open();
                    session.add(new User("ann"));
                    Await.value(session.flush());
                    if (how == How.COMMIT) {
                        Await.value(session.commit());
                    } else if (how == How.ROLLBACK) {
                        Await.value(session.rollback());
                    }
                    Await.value(session.close());
                    Left left = Left.of(mode, around, how);
                    String which = mode + " around " + around + " " + how;
                    assertThat(connection.isClosed()).as(which).isFalse();
                    assertThat(open(connection)).as(which).isEqualTo(left.open());
                    Await.value(connection.commit());
                    expected += left.written() ? 1 : 0;
                    assertThat(bench.sql().number("select count(*) from orm_users"))
                            .as(which)
                            .isEqualTo(expected);
                }
            }
        }
        Await.value(connection.close());
    }

    /** As a test would have it: all that sessions commit is undone in the end. */
    @Test
    @Tag("AS21")
    default void whatIsAroundSessionsMayUndoAllOfThem(Bench bench) {
        AsyncConnection connection = Await.value(bench.engine().connect());
        Await.value(connection.begin());
        var maker = sessions(bench).on(connection, JoinTransactionMode.CREATE_SAVEPOINT);
        User ann = new User("ann");
        Await.value(maker.begin(session -> {
            session.add(ann);
            return session.flush();
        }));
        Await.value(maker.session(session -> session.getOne(User.class, Objects.requireNonNull(ann.id))
                .thenCompose(found -> {
                    found.name = "anna";
                    return session.commit();
                })
                .thenCompose(done -> {
                    session.add(new User("not kept"));
                    return session.flush();
                })
                .thenCompose(done -> session.rollback())));
        assertThat(connection.inTransaction()).isTrue();
        assertThat(Await.value(maker.session(session -> session.scalars(select(USER_NAME))))
                        .fetchAll())
                .containsExactly("anna");
        AsyncSession failing = maker.open();
        AsyncSessionTransaction savepoint = Await.value(failing.beginNested());
        failing.add(new Note(1, "one"));
        Await.value(savepoint.commit());
        failing.expungeAll();
        failing.add(new Note(1, "twice"));
        Await.failure(failing.commit(), IntegrityException.class);
        Await.failure(failing.flush(), PendingRollbackException.class);
        assertThat(connection.inTransaction()).isTrue();
        Await.value(failing.rollback());
        Await.value(failing.close());
        Await.value(connection.rollback());
        assertThat(bench.sql().number("select count(*) from orm_users")).isZero();
        assertThat(bench.sql().number("select count(*) from orm_notes")).isZero();
        Await.value(connection.close());
    }

    private static AsyncSession flushed(AsyncSessionMaker maker, String name) {
        AsyncSession session = maker.open();
        session.add(new User(name));
        Await.value(session.flush());
        return session;
    }

    /** Its savepoint is within that of the other, and goes with it. */
    @Test
    default void whoCannotRollBackAnyMoreIsTold(Bench bench) {
        AsyncConnection connection = Await.value(bench.engine().connect());
        AsyncSessionMaker maker = sessions(bench).on(connection, JoinTransactionMode.CREATE_SAVEPOINT);
        Await.value(connection.begin());
        AsyncSession outer = flushed(maker, "outer");
        AsyncSession inner = flushed(maker, "inner");
        AsyncSession closing = flushed(maker, "closing");
        Await.value(outer.commit());
        assertThat(Await.failure(inner.rollback(), InvalidRequestException.class))
                .hasMessageContaining("is not rolled back");
        Await.failure(closing.close(), InvalidRequestException.class);
        inner.add(new User("later"));
        Await.value(inner.flush());
        Await.value(inner.rollback());
        Await.value(outer.close());
        AsyncSession late = flushed(maker, "late");
        Await.value(connection.commit());
        Await.failure(late.rollback(), InvalidRequestException.class);
        Await.value(inner.close());
        Await.value(late.close());
        Await.value(connection.close());
        assertThat(bench.sql().column("select name from orm_users order by id"))
                .containsExactly("outer", "inner", "closing", "late");
    }

    @Test
    default void whoHasWrittenNothingOrEndsNothingIsToldNothing(Bench bench) {
        AsyncConnection connection = Await.value(bench.engine().connect());
        AsyncTransaction root = Await.value(connection.begin());
        AsyncSession reading = sessions(bench)
                .on(connection, JoinTransactionMode.CREATE_SAVEPOINT)
                .open();
        Await.value(reading.scalars(select(USERS)));
        AsyncTransaction outer = Await.value(connection.beginNested());
        Await.value(connection.beginNested());
        AsyncSession writing = flushed(sessions(bench).on(connection, JoinTransactionMode.ROLLBACK_ONLY), "kept");
        Await.value(outer.commit());
        Await.value(writing.close());
        Await.value(root.commit());
        Await.value(reading.close());
        Await.value(connection.close());
        assertThat(bench.sql().column("select name from orm_users")).containsExactly("kept");
    }

    @Test
    default void whatWasRolledBackWithWhatIsAroundItIsNoFailure(Bench bench) {
        AsyncConnection connection = Await.value(bench.engine().connect());
        AsyncSessionMaker maker = sessions(bench).on(connection, JoinTransactionMode.CREATE_SAVEPOINT);
        Await.value(connection.begin());
        AsyncSession outer = flushed(maker, "outer");
        AsyncSession middle = flushed(maker, "middle");
        AsyncSession inner = flushed(maker, "inner");
        Await.value(middle.commit());
        Await.value(outer.rollback());
        Await.value(inner.rollback());
        AsyncSession other = flushed(maker, "other");
        Await.value(connection.rollback());
        for (AsyncSession session : List.of(outer, middle, inner, other)) {
            Await.value(session.close());
        }
        Await.value(connection.close());
        assertThat(bench.sql().number("select count(*) from orm_users")).isZero();
    }
}
