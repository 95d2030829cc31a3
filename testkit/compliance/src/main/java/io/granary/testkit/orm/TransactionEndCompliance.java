package io.granary.testkit.orm;

import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncTransaction;
import io.granary.engine.Row;
import io.granary.engine.RowChunk;
import io.granary.error.IntegrityException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import io.granary.error.StreamOpenException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityState;
import io.granary.orm.JoinTransactionMode;
import io.granary.orm.SessionContext;
import io.granary.orm.SessionListener;
import io.granary.orm.SessionView;
import io.granary.sql.Sql;
import io.granary.stream.AsyncResult;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.fixtures.SubscriberProbe;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Transactions and scopes that do not end as they should: what they leave, and what is said of it. */
public interface TransactionEndCompliance extends OnSessions {

    /** Whatever keeps a scope's savepoint from being released undoes it, and the transaction around it goes on. */
    @Test
    @Tag("ST19")
    default void aScopeThatCannotBeReleasedIsRolledBack(Bench bench) {
        stored(bench, new User("ann", "dup"));
        AsyncSession session = sessions(bench).open();
        session.add(new User("outer"));
        Await.failure(
                session.beginNested(nested -> {
                    nested.add(new User("twin", "dup"));
                    return CompletableFuture.completedFuture("its flush fails");
                }),
                IntegrityException.class);
        Await.failure(
                session.beginNested(nested -> {
                    nested.add(new User("twin", "dup"));
                    return nested.flush().handle((done, failure) -> "swallowed");
                }),
                PendingRollbackException.class);
        assertThat(Await.value(session.state()).inNestedTransaction()).isFalse();
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_users order by id")).containsExactly("ann", "outer");
        Await.value(session.close());
    }

    @Test
    @Tag("ST19")
    default void aScopeWhoseReleaseIsRefusedLeavesNothing(Bench bench) {
        AsyncSession session = sessions(bench)
                .withListener(new SessionListener() {
                    @Override
                    public CompletionStage<Done> beforeCommit(SessionContext context) {
                        return context.info().remove("refuse") == null
                                ? CompletableFuture.completedFuture(Done.getInstance())
                                : CompletableFuture.failedFuture(new IllegalStateException("no"));
                    }
                })
                .open();
        session.info().put("refuse", true);
        Await.failure(
                session.beginNested(nested -> {
                    nested.add(new User("refused"));
                    return nested.flush();
                }),
                IllegalStateException.class);
        assertThat(Await.value(session.state()).inNestedTransaction()).isFalse();
        Await.value(session.commit());
        assertThat(count(bench, "orm_users")).isZero();
        Await.value(session.close());
    }

    /** More than what is read ahead. */
    private static long manyNotes(Bench bench) {
        stored(
                bench,
                IntStream.range(0, 5_000).mapToObj(i -> new Note(i, "n" + i)).toArray());
        long many = 5_000;
        while (many < 80_000) {
            bench.sql()
                    .run("insert into orm_notes (id, text, version) select id + " + many
                            + ", text, version from orm_notes");
            many *= 2;
        }
        return many;
    }

    private static AsyncResult<Row> opened(AsyncSession session) {
        AsyncResult<Row> rows = session.stream(Sql.text("select id from orm_notes"));
        assertThat(Await.value(rows.fetchOne())).isPresent();
        return rows;
    }

    /** Nothing was sent for it, so nothing is lost. */
    @Test
    @Tag("SE32")
    default void aCommitThatAnOpenStreamRefusesMayBeAskedForAgain(Bench bench) {
        long many = manyNotes(bench);
        AsyncSession session = sessions(bench).open();
        session.add(new User("ann"));
        Await.value(session.flush());
        AsyncResult<Row> rows = opened(session);
        Await.failure(session.commit(), StreamOpenException.class);
        assertThat(Await.value(rows.fetchAll())).hasSize((int) many - 1);
        Await.value(session.commit());
        assertThat(count(bench, "orm_users")).isEqualTo(1);
        Await.value(session.close());
    }

    /** The connection takes other statements when the stage of the close completes, and not a moment later. */
    @Test
    @Tag("SE32")
    default void aStreamThatIsClosedIsInNobodysWay(Bench bench) {
        manyNotes(bench);
        AsyncSession session = sessions(bench).open();
        for (int i = 0; i < 20; i++) {
            session.add(new User("user " + i));
            Await.value(session.flush());
            AsyncResult<Row> rows = opened(session);
            Await.value(rows.close());
            Await.value(session.commit());
        }
        AsyncResult<Row> unread = session.stream(Sql.text("select id from orm_notes"));
        Await.value(unread.close());
        assertThat(count(bench, "orm_users")).isEqualTo(20);
        Await.value(session.close());
    }

    /** A rollback of the savepoint would forget it. */
    @Test
    default void whatWasRefusedBeforeASavepointIsToldAsThatIsSet(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        get(session, User.class, Objects.requireNonNull(ann.id));
        User twin = new User("twin");
        twin.id = ann.id;
        session.add(twin);
        assertThat(Await.failure(
                        session.beginNested(
                                nested -> CompletableFuture.failedFuture(new IllegalStateException("its own"))),
                        InvalidRequestException.class))
                .hasMessageContaining("Another object stands for the row");
        Await.value(session.close());
    }

    /** The work of the one that fails is in the transaction all the same, which is not to be committed then. */
    @Test
    default void aScopeThatFailsBehindTheEndOfTheOneAroundItFailsTheTransaction(Bench bench) {
        AsyncSession session = sessions(bench).open();
        CompletableFuture<String> outer = new CompletableFuture<>();
        CompletableFuture<String> inner = new CompletableFuture<>();
        CompletionStage<String> first = session.beginNested(nested -> outer);
        CompletionStage<String> second = session.beginNested(nested -> {
            nested.add(new User("inner"));
            return nested.flush().thenCompose(done -> inner);
        });
        Await.value(session.flush());
        outer.complete("released, and what is in it");
        Await.value(first);
        inner.completeExceptionally(new IllegalStateException("too late"));
        Await.failure(second, IllegalStateException.class);
        Await.failure(session.commit(), PendingRollbackException.class);
        Await.value(session.rollback());
        assertThat(count(bench, "orm_users")).isZero();
        Await.value(session.close());
    }

    @Test
    @Tag("SE05")
    default void whatWasChangedBehindACommitIsUndoneByARollback(Bench bench) {
        User ann = new User("ann").at("one");
        stored(bench, ann);
        for (boolean expiring : List.of(true, false)) {
            AsyncSession session = sessions(bench).withExpireOnCommit(expiring).open();
            User found = get(session, User.class, Objects.requireNonNull(ann.id));
            Await.value(session.load(found, USER_ADDRESSES));
            Await.value(session.commit());
            found.name = "changed";
            found.addresses.clear();
            Await.value(session.rollback());
            assertThat(found.name).isEqualTo("ann");
            assertThat(found.addresses).hasSize(1);
            Await.value(session.commit());
            assertThat(bench.sql().column("select name from orm_users")).containsExactly("ann");
            assertThat(count(bench, "orm_addresses")).isEqualTo(1);
            Await.value(session.close());
        }
    }

    @Test
    @Tag("AS23")
    default void invalidatingASessionWhoseConnectionIsClosedRollsItBack(Bench bench) {
        AsyncSession session = sessions(bench).open();
        User ann = new User("ann");
        session.add(ann);
        Await.value(session.flush());
        Await.value(session.connection().thenCompose(AsyncConnection::close));
        Await.value(session.invalidate());
        assertThat(Await.value(session.stateOf(ann))).isEqualTo(EntityState.TRANSIENT);
        session.add(ann);
        Await.value(session.commit());
        assertThat(count(bench, "orm_users")).isEqualTo(1);
        Await.value(session.close());
    }

    /** It would be told that all is durable, of which nothing is there. */
    @Test
    @Tag("ST31")
    default void aCommitTellsThatItsTransactionWasEndedOnTheConnection(Bench bench) {
        AsyncSession session = sessions(bench).open();
        session.add(new User("lost"));
        Await.value(session.flush());
        Await.value(session.connection().thenCompose(AsyncConnection::rollback));
        assertThat(Await.failure(session.commit(), InvalidRequestException.class))
                .hasMessageContaining("inactive");
        Await.failure(session.commit(), PendingRollbackException.class);
        Await.value(session.rollback());
        session.add(new User("kept"));
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_users")).containsExactly("kept");
        Await.value(session.close());
    }

    /** That another transaction, or savepoint, is open there by then makes no difference. */
    @Test
    @Tag("ST31")
    default void aCommitTellsThatItsTransactionIsNotTheOneThatIsOpenOnTheConnection(Bench bench) {
        AsyncSession session = sessions(bench).open();
        session.add(new User("lost"));
        Await.value(session.flush());
        AsyncConnection connection = Await.value(session.connection());
        Await.value(connection.rollback());
        Await.value(connection.begin());
        assertThat(Await.failure(session.commit(), InvalidRequestException.class))
                .hasMessageContaining("inactive");
        Await.value(session.rollback());

        Await.value(session.connection().thenCompose(lent -> {
            session.add(new User("lost"));
            return session.flush().thenCompose(done -> lent.rollback()).thenCompose(done -> lent.begin());
        }));
        session.add(new User("late"));
        assertThat(Await.failure(session.flush(), InvalidRequestException.class))
                .hasMessageContaining("inactive");
        Await.value(session.rollback());

        session.add(new User("root"));
        Await.value(session.flush());
        Await.value(session.beginNested());
        session.add(new User("nested"));
        Await.value(session.flush());
        Await.value(session.connection()
                .thenCompose(lent -> lent.nestedTransaction().orElseThrow().rollback()));
        assertThat(Await.failure(session.commit(), InvalidRequestException.class))
                .hasMessageContaining("inactive");
        Await.value(session.rollback());
        assertThat(count(bench, "orm_users")).isZero();
        Await.value(session.close());
    }

    /** Who takes the connection and does nothing with it has ended nothing. */
    @Test
    @Tag("ST31")
    default void aConnectionThatWasLentAndNotUsedEndsNothing(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Await.value(session.connection());
        Await.value(session.commit());
        Await.value(session.connection());
        session.add(new User("ann"));
        Await.value(session.flush());
        Await.value(session.beginNested());
        session.add(new User("eve"));
        Await.value(session.commit());
        assertThat(count(bench, "orm_users")).isEqualTo(2);
        Await.value(session.close());
    }

    /** What it has only read in is nothing that it could lose. */
    @Test
    @Tag("ST31")
    default void aTransactionThatASessionOnlyReadInMayEnd(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        AsyncConnection connection = Await.value(bench.engine().connect());
        AsyncTransaction first = Await.value(connection.begin());
        AsyncSession session = sessions(bench)
                .on(connection, JoinTransactionMode.CONDITIONAL_SAVEPOINT)
                .open();
        get(session, User.class, ann.id);
        Await.value(first.commit());
        AsyncTransaction second = Await.value(connection.begin());
        session.add(new User("bob"));
        Await.value(session.commit());
        Await.value(second.commit());
        assertThat(count(bench, "orm_users")).isEqualTo(2);
        Await.value(session.close());
        Await.value(connection.close());
    }

    /** A savepoint of its own that was ended there took what was written in it along. */
    @Test
    @Tag("ST31")
    default void aSavepointThatWasEndedOnTheConnectionOfAnotherIsMissed(Bench bench) {
        AsyncConnection connection = Await.value(bench.engine().connect());
        AsyncTransaction outer = Await.value(connection.begin());
        AsyncSession session = sessions(bench)
                .on(connection, JoinTransactionMode.ROLLBACK_ONLY)
                .open();
        Await.value(session.beginNested());
        session.add(new User("bob"));
        Await.value(session.flush());
        Await.value(connection.nestedTransaction().orElseThrow().rollback());
        session.add(new User("carl"));
        assertThat(Await.failure(session.commit(), InvalidRequestException.class))
                .hasMessageContaining("inactive");
        Await.value(session.close());
        Await.value(outer.close());
        Await.value(connection.close());
    }

    /** What one transaction wrote is not looked for in the next one, whose connection somebody has in hand. */
    @Test
    default void theConnectionBehindACommitOfOneStatementIsOfANewTransaction(Bench bench) {
        AsyncSession session = sessions(bench).open();
        session.add(new User("one"));
        Await.value(session.commit());
        AsyncConnection connection = Await.value(session.connection());
        session.add(new User("two"));
        Await.value(session.commit());
        assertThat(connection.isClosed()).isTrue();
        Await.value(session.close());
        assertThat(bench.sql().column("select name from orm_users order by id")).containsExactly("one", "two");
    }

    /** Nothing was sent, so nothing can be lost with a transaction that somebody else ends. */
    @Test
    default void aFlushThatAStreamKeptFromBeginningHasWrittenNothing(Bench bench) {
        stored(bench, new User("ann"));
        AsyncSession session = sessions(bench).open();
        AsyncConnection connection = Await.value(session.connection());
        SubscriberProbe<RowChunk> rows = SubscriberProbe.on(connection.stream(Sql.text("select name from orm_users")));
        session.add(new User("late"));
        Await.failure(session.flush(), StreamOpenException.class);
        assertThat(rows.requestNext().size()).isEqualTo(1);
        rows.request(1).assertCompleted();
        Await.value(connection.commit());
        Await.value(session.commit());
        Await.value(session.close());
        assertThat(bench.sql().column("select name from orm_users order by id")).containsExactly("ann", "late");
    }

    /** Objects of several classes, so that a flush has more than one statement. */
    private static Object[] several(int number) {
        return new Object[] {
            new User("new" + number), new Note(number, "note"), new Shelf(number, "shelf"), new Seat("h", number)
        };
    }

    /** It comes before what was asked for behind it, and not in the middle of it: half a flush could only be rolled back. */
    @Test
    default void aStreamThatIsAskedForFirstHasTheConnectionBeforeAFlush(Bench bench) {
        stored(bench, IntStream.range(0, 5).mapToObj(i -> new User("u" + i)).toArray());
        for (int i = 1; i <= 30; i++) {
            AsyncSession session = sessions(bench).open();
            session.add(new Home("before" + i));
            Await.value(session.flush());
            CompletionStage<List<Row>> rows =
                    session.stream(Sql.select(USER_NAME)).fetchAll();
            session.addAll(List.of(several(i)));
            CompletableFuture<?> first = session.commit().toCompletableFuture();
            // It may come behind the commit, too.
            assertThat(Await.value(rows)).hasSizeBetween(4 + i, 5 + i);
            if (Await.value(first.handle((done, failure) -> failure != null))) {
                Await.failure(first, StreamOpenException.class);
                Await.value(session.commit());
            }
            Await.value(session.close());
            assertThat(bench.sql().number("select count(*) from orm_users")).isEqualTo(5L + i);
            assertThat(bench.sql().number("select count(*) from orm_homes")).isEqualTo(i);
        }
    }

    @Test
    default void aStreamThatIsGivenUpAtOnceLeavesTheConnection(Bench bench) {
        stored(bench, new User("ann"));
        for (int i = 0; i < 30; i++) {
            AsyncSession session = sessions(bench).open();
            AsyncResult<Row> rows = session.stream(Sql.select(USER_NAME));
            CompletionStage<?> asked = rows.first();
            Await.value(rows.close());
            assertThat(Await.value(session.scalars(Sql.select(USER_NAME))).fetchAll())
                    .containsExactly("ann");
            assertThat(asked).isNotNull();
            Await.value(session.commit());
            Await.value(session.close());
        }
    }

    /** Whoever asked for it has no handle on it. */
    @Test
    default void aSavepointThatAListenerRefusesIsRolledBack(Bench bench) {
        AsyncSession session = sessions(bench)
                .withListener(new SessionListener() {
                    @Override
                    public void afterTransactionCreate(SessionView view, boolean nested) {
                        if (nested) {
                            throw new IllegalStateException("no savepoint");
                        }
                    }
                })
                .open();
        session.add(new User("ann"));
        Await.failure(session.beginNested(), IllegalStateException.class);
        assertThat(Await.value(session.state()).inNestedTransaction()).isFalse();
        assertThat(Await.value(session.connection()).inNestedTransaction()).isFalse();
        Await.value(session.commit());
        Await.value(session.close());
        assertThat(bench.sql().column("select name from orm_users")).containsExactly("ann");
    }
}
