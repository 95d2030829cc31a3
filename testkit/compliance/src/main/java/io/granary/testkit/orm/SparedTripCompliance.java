package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.IsolationLevel;
import io.granary.engine.StatementListener;
import io.granary.error.DatabaseException;
import io.granary.error.InvalidRequestException;
import io.granary.error.NotSupportedException;
import io.granary.error.StaleDataException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.EntityTable;
import io.granary.orm.GetOptions;
import io.granary.orm.Mappings;
import io.granary.orm.SessionOptions;
import io.granary.sql.LockClause;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.Claim;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What sessions spare, reads before the transaction and commits of one statement, and that nobody can tell from what they read and write.
 * Transactions are counted where the engine begins them.
 */
public interface SparedTripCompliance extends OnSessions {

    private static AsyncSessionMaker sparing(Bench bench, boolean reads, boolean commits) {
        return sessions(bench)
                .withOptions(SessionOptions.defaults().withDeferredBegin(reads).withOneStatementCommit(commits));
    }

    private static AsyncSessionMaker at(Bench bench, IsolationLevel level) {
        return sessions(bench).withExecution(ExecutionOptions.none().withIsolationLevel(level));
    }

    private static int begun(Bench bench) {
        return bench.kept(BegunTransactions.class).take();
    }

    private static boolean holds(AsyncSession session) {
        return Await.value(session.state()).holdsConnection();
    }

    /** Databases that give a transaction one snapshot unless told otherwise: nothing is read before it. */
    private static boolean readsBeforeByDefault(Bench bench) {
        return bench.capabilities().defaultIsolation() != IsolationLevel.REPEATABLE_READ;
    }

    /** Each switch off costs the transaction that it spares, as an explicit begin does, and what is read and written is the same. */
    @Test
    default void eachSwitchCostsItsTransactionAndChangesNoValue(Bench bench) {
        List<List<?>> outcomes = new ArrayList<>();
        int first = 10;
        for (boolean explicit : List.of(false, true)) {
            for (boolean reads : List.of(true, false)) {
                for (boolean commits : List.of(true, false)) {
                    first += 10;
                    stored(bench, new Note(first, "one"), new Note(first + 1, "two"));
                    begun(bench);
                    List<Object> seen = work(bench, sparing(bench, reads, commits), explicit, first);
                    boolean before = reads && !explicit && readsBeforeByDefault(bench);
                    int expected = (before && commits ? 0 : 1) + (commits ? 0 : 1);
                    assertThat(begun(bench))
                            .as(
                                    "transactions: explicit %s, reads before %s, commits alone %s",
                                    explicit, reads, commits)
                            .isEqualTo(expected);
                    seen.add(rows(bench, first));
                    outcomes.add(seen);
                }
            }
        }
        assertThat(outcomes).hasSize(8).containsOnly(outcomes.get(0));
    }

    /** Reads, while somebody else writes; changes what was read, and commits; writes something new, and commits. */
    private static List<Object> work(Bench bench, AsyncSessionMaker maker, boolean explicit, int first) {
        List<Object> seen = new ArrayList<>();
        AsyncSession session = maker.open();
        if (explicit) {
            Await.value(session.begin());
        }
        Note one = get(session, Note.class, first);
        seen.add(Objects.requireNonNull(one.text));
        if (bench.capabilities().claims(Claim.MANY_WRITERS)) {
            bench.sql().run("update orm_notes set text = 'two of others' where id = " + (first + 1));
        }
        seen.add(Objects.requireNonNull(get(session, Note.class, first + 1).text));
        seen.add(Await.value(session.get(Note.class, first + 2)).isPresent());
        one.text = "changed";
        Await.value(session.commit());
        seen.add(one.version);
        session.add(new Note(first + 3, "new"));
        Await.value(session.commit());
        Await.value(session.close());
        return seen;
    }

    private static List<?> rows(Bench bench, int first) {
        return bench.sql()
                .column("select text from orm_notes where id between " + first + " and " + (first + 9)
                        + " order by id");
    }

    /** The first statement begins the transaction where its snapshot, or its locks, are what was asked for. */
    @Test
    default void strictLevelsReadAndWriteInTheirTransaction(Bench bench) {
        stored(bench, new Note(1, "one"));
        for (IsolationLevel level : List.of(IsolationLevel.REPEATABLE_READ, IsolationLevel.SERIALIZABLE)) {
            AsyncSession session = at(bench, level).open();
            begun(bench);
            get(session, Note.class, 1);
            assertThat(holds(session)).as("%s", level).isTrue();
            assertThat(begun(bench)).as("%s", level).isEqualTo(1);
            Await.value(session.rollback());
            session.add(new Note(level == IsolationLevel.SERIALIZABLE ? 10 : 11, "written"));
            Await.value(session.commit());
            assertThat(begun(bench)).as("%s: no statement commits alone", level).isEqualTo(1);
            Await.value(session.close());
        }
        AsyncSession session = at(bench, IsolationLevel.READ_COMMITTED).open();
        get(session, Note.class, 1);
        assertThat(holds(session)).as("asked for READ COMMITTED").isFalse();
        // Their servers may be told to read what is not committed, so the level is told, in a transaction of the
        // query's own.
        boolean told =
                Set.of("mysql", "mariadb").contains(bench.engine().dialect().name());
        assertThat(begun(bench)).as("for a query by itself").isEqualTo(told ? 1 : 0);
        session.add(new Note(2, "written"));
        Await.value(session.commit());
        assertThat(begun(bench)).as("at a level that was asked for").isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    default void theSnapshotIsThatOfTheFirstRead(Bench bench) {
        if (!bench.capabilities().claims(Claim.MANY_WRITERS)) {
            // Who reads in a transaction keeps others from writing, or they it.
            return;
        }
        for (boolean explicit : List.of(false, true)) {
            bench.sql().run("delete from orm_notes");
            stored(bench, new Note(1, "one"), new Note(2, "two"));
            AsyncSession session = at(bench, IsolationLevel.REPEATABLE_READ).open();
            if (explicit) {
                Await.value(session.begin());
            }
            get(session, Note.class, 1);
            bench.sql().run("update orm_notes set text = 'of others', version = version + 1");
            Note two = get(session, Note.class, 2);
            assertThat(two.text).as("explicit %s", explicit).isEqualTo("two");
            Await.value(session.rollback());
            Await.value(session.refresh(two));
            assertThat(two.text).as("a new transaction").isEqualTo("of others");
            Await.value(session.close());
        }
        AsyncSession session = at(bench, IsolationLevel.READ_COMMITTED).open();
        Note one = get(session, Note.class, 1);
        bench.sql().run("update orm_notes set text = 'once more', version = version + 1");
        assertThat(get(session, Note.class, 2).text).as("as committed by then").isEqualTo("once more");
        one.text = "late";
        Await.failure(session.commit(), StaleDataException.class);
        Await.value(session.close());
    }

    /** Neither a read nor a single statement slips past a transaction that may not write. */
    @Test
    default void aReadOnlySessionReadsInItsTransactionAndWritesNothing(Bench bench) {
        stored(bench, new Note(1, "one"));
        AsyncSession session = sessions(bench)
                .withExecution(ExecutionOptions.none().withReadOnly(true))
                .open();
        if (bench.capabilities().supports(Feature.READ_ONLY_TRANSACTIONS)) {
            Note one = get(session, Note.class, 1);
            assertThat(holds(session)).isTrue();
            one.text = "changed";
            Await.failure(session.commit(), DatabaseException.class);
            Await.value(session.rollback());
        } else {
            Await.failure(session.get(Note.class, 1), NotSupportedException.class);
            Await.value(session.rollback());
        }
        session.add(new Note(2, "two"));
        Await.failure(session.commit(), DatabaseException.class);
        Await.value(session.close());
        assertThat(bench.sql().column("select text from orm_notes")).containsExactly("one");
    }

    /** What was read before without a lock is no matter: the lock begins the transaction, and lasts as long as it. */
    @Test
    default void aLockBeginsTheTransactionThatItLastsFor(Bench bench) {
        stored(bench, new Note(1, "one"), new Note(2, "two"));
        AsyncSession session = at(bench, IsolationLevel.READ_COMMITTED).open();
        get(session, Note.class, 2);
        assertThat(holds(session)).isFalse();
        begun(bench);
        Await.value(session.get(Note.class, 1, GetOptions.none().withForUpdate()));
        assertThat(holds(session)).isTrue();
        assertThat(begun(bench)).isEqualTo(1);
        if (bench.capabilities().claims(Claim.LOCKS_ROWS)) {
            GetOptions unlocked = GetOptions.none().withLock(LockClause.UPDATE.skipLocked());
            AsyncSession other = sessions(bench).open();
            assertThat(Await.value(other.get(Note.class, 1, unlocked))).isEmpty();
            Await.value(other.rollback());
            Await.value(session.commit());
            assertThat(Await.value(other.get(Note.class, 1, unlocked))).isPresent();
            Await.value(other.close());
        }
        Await.value(session.close());
    }

    /** What a listener of the engine refuses when it is done must not have been committed then. */
    @Test
    default void aListenerThatRefusesAStatementHasItRolledBack(Bench bench) {
        AtomicBoolean refuses = new AtomicBoolean();
        AsyncEngine listened = bench.engine(bench.options().withListener(new StatementListener() {
            @Override
            public void afterExecute(Statement statement, Duration took, long rows, @Nullable Throwable failure) {
                if (refuses.get() && statement.sql().startsWith("INSERT")) {
                    throw new IllegalStateException("too many");
                }
            }
        }));
        AsyncSession session = AsyncSessionMaker.of(listened, MAPPINGS).open();
        Note note = new Note(1, "refused");
        session.add(note);
        refuses.set(true);
        assertThat(Await.failure(session.commit(), InvalidRequestException.class))
                .hasRootCauseMessage("too many");
        refuses.set(false);
        assertThat(count(bench, "orm_notes")).isZero();
        Await.value(session.rollback());
        session.add(note);
        Await.value(session.commit());
        assertThat(count(bench, "orm_notes")).isEqualTo(1);
        Await.value(session.close());
    }

    /** A table of others, which has two rows where the mapping says that there is one. */
    @Entity
    @Table(name = "orm_doubles")
    class Twin {

        @Id
        int id;

        @Nullable String text;
    }

    /** That a change is committed is told where it was found to be too much. */
    @Test
    default void aKeyOfSeveralRowsIsToldAsCommittedOrRolledBack(Bench bench) {
        bench.sql().run("drop table if exists orm_doubles", "create table orm_doubles (id integer, text varchar(20))");
        for (boolean alone : List.of(true, false)) {
            bench.sql()
                    .run(
                            "delete from orm_doubles",
                            "insert into orm_doubles values (1, 'old')",
                            "insert into orm_doubles values (1, 'old')");
            AsyncSession session = AsyncSessionMaker.of(bench.engine(), Mappings.of(Twin.class))
                    .withOptions(SessionOptions.defaults().withOneStatementCommit(alone))
                    .open();
            Twin object = Await.value(
                            session.scalars(select(EntityTable.of(Twin.class))).thenApply(found -> found.fetchAll()))
                    .get(0);
            Await.value(session.commit());
            Await.value(session.refresh(object));
            Await.value(session.rollback());
            object.text = "new";
            if (alone) {
                assertThat(Await.failure(session.commit(), InvalidRequestException.class))
                        .hasMessageContaining("was done to 2, and is committed");
            } else {
                Await.failure(session.commit(), StaleDataException.class);
            }
            String kept = alone ? "new" : "old";
            assertThat(bench.sql().column("select text from orm_doubles")).containsExactly(kept, kept);
            Await.value(session.close());
        }
    }
}
