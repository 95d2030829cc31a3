package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.RowReceiver;
import io.granary.driver.TransactionMode;
import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.IsolationLevel;
import io.granary.engine.SslMode;
import io.granary.engine.TlsOptions;
import io.granary.error.NotSupportedException;
import io.granary.error.PendingRollbackException;
import io.granary.error.SerializationFailureException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.Mappings;
import io.granary.orm.SessionOptions;
import io.granary.sql.Executable;
import io.granary.sql.Params;
import io.granary.sql.Sql;
import io.granary.sql.TextClause;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.ToxicProxy;
import io.granary.testkit.orm.Note;
import io.granary.testkit.orm.OnSessions;
import io.granary.testkit.orm.Ticket;
import io.granary.testkit.orm.User;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How often sessions wait for the server, counted where the bytes pass, once the server knows the statements; and that what they spare changes
 * nothing of what a transaction of PostgreSQL has: its settings, its snapshot, its time.
 */
@Database(DatabaseKind.POSTGRESQL)
class RoundTripPostgresIT implements OnSessions {

    /** The turns of the second time that work is done; the first time, statements are prepared. */
    private static long turns(
            ToxicProxy proxy, AsyncSessionMaker sessions, List<Function<AsyncSession, CompletionStage<?>>> work) {
        long before = 0;
        for (Function<AsyncSession, CompletionStage<?>> each : work) {
            before = proxy.turns();
            Await.value(sessions.session(session -> each.apply(session).thenApply(done -> "done")));
        }
        return proxy.turns() - before;
    }

    private static AsyncEngine behind(ToxicProxy proxy, Bench bench) {
        return AsyncEngine.create(
                bench.system(),
                proxy.front(bench.database()).url(),
                bench.options()
                        .withTls(TlsOptions.of(SslMode.DISABLE))
                        .withPoolSize(1)
                        .withMaxOverflow(0));
    }

    @Test
    void sessionsWaitNoMoreThanTheyHaveTo(Bench bench) {
        try (ToxicProxy proxy = ToxicProxy.to(bench.database())) {
            AsyncEngine engine = behind(proxy, bench);
            AsyncSessionMaker sessions = AsyncSessionMaker.of(engine, MAPPINGS);
            OnSessions.stored(bench, new Note(1, "one"), new Note(2, "two"));
            assertThat(turns(proxy, sessions, twice(session -> session.getOne(Note.class, 1))))
                    .as("get")
                    .isEqualTo(1);
            assertThat(turns(
                            proxy,
                            sessions,
                            List.of(
                                    session -> added(session, List.of(new Note(3, "three"))),
                                    session -> added(session, List.of(new Note(4, "four"))))))
                    .as("insert and commit")
                    .isEqualTo(1);
            assertThat(turns(
                            proxy,
                            sessions,
                            List.of(
                                    session -> flushed(session, new Note(5, "five")),
                                    session -> flushed(session, new Note(6, "six")))))
                    .as("insert, flush and commit")
                    .isEqualTo(2);
            assertThat(turns(proxy, sessions, twice(RoundTripPostgresIT::changed)))
                    .as("load, change and commit")
                    .isEqualTo(2);
            assertThat(turns(proxy, sessions, twice(session -> added(session, users()))))
                    .as("a thousand new ones, whose keys come back")
                    .isLessThanOrEqualTo(3);
            Mappings tickets = Mappings.of(Ticket.class);
            Await.value(bench.dropping(tickets.metaData()).createAll(bench.engine()));
            AsyncSessionMaker numbered = AsyncSessionMaker.of(engine, tickets);
            assertThat(turns(proxy, numbered, tickets(2)))
                    .as("insert and commit, with a number of a sequence that is left")
                    .isEqualTo(1);
            assertThat(turns(proxy, numbered, tickets(9)))
                    .as("insert and commit, when the sequence has to be asked")
                    .isEqualTo(2);
            assertThat(bench.sql().column("select text from orm_notes where id = 1"))
                    .containsExactly("one!!");
            assertThat(bench.sql().number("select count(*) from orm_users")).isEqualTo(2_000);
            Await.value(engine.close());
        }
    }

    @Test
    void whatIsSparedIsPaidWhereItIsTurnedOff(Bench bench) {
        try (ToxicProxy proxy = ToxicProxy.to(bench.database())) {
            AsyncEngine engine = behind(proxy, bench);
            AsyncSessionMaker sessions = AsyncSessionMaker.of(engine, MAPPINGS);
            SessionOptions defaults = SessionOptions.defaults();
            OnSessions.stored(bench, new Note(1, "one"));
            assertThat(turns(proxy, sessions, twice(session -> session.begin().thenCompose(begun -> changed(session)))))
                    .as("load, change and commit in a transaction begun by hand")
                    .isEqualTo(3);
            AsyncSessionMaker undeferred = sessions.withOptions(defaults.withDeferredBegin(false));
            assertThat(turns(proxy, undeferred, twice(RoundTripPostgresIT::changed)))
                    .as("load, change and commit without reads before the transaction")
                    .isEqualTo(3);
            AsyncSessionMaker whole = sessions.withOptions(defaults.withOneStatementCommit(false));
            assertThat(turns(proxy, whole, twice(RoundTripPostgresIT::changed)))
                    .as("load, change and commit without commits of one statement")
                    .isEqualTo(3);
            assertThat(turns(
                            proxy,
                            whole,
                            List.of(
                                    session -> added(session, List.of(new Note(3, "three"))),
                                    session -> added(session, List.of(new Note(4, "four"))))))
                    .as("insert and commit without commits of one statement")
                    .isEqualTo(2);
            AsyncSessionMaker strict =
                    sessions.withExecution(ExecutionOptions.none().withIsolationLevel(IsolationLevel.REPEATABLE_READ));
            assertThat(turns(proxy, strict, twice(RoundTripPostgresIT::changed)))
                    .as("load, change and commit at a stricter level")
                    .isEqualTo(3);
            AsyncSessionMaker committed =
                    sessions.withExecution(ExecutionOptions.none().withIsolationLevel(IsolationLevel.READ_COMMITTED));
            assertThat(turns(proxy, committed, twice(session -> session.getOne(Note.class, 1))))
                    .as("get at READ COMMITTED that was asked for")
                    .isEqualTo(1);
            assertThat(bench.sql().column("select text from orm_notes where id = 1"))
                    .containsExactly("one" + "!".repeat(8));
            Await.value(engine.close());
        }
    }

    private static long turns(
            ToxicProxy proxy, AsyncEngine engine, Function<AsyncConnection, CompletionStage<?>> work) {
        Await.value(engine.begin(connection -> work.apply(connection).thenApply(done -> "done")));
        long before = proxy.turns();
        Await.value(engine.begin(connection -> work.apply(connection).thenApply(done -> "done")));
        return proxy.turns() - before;
    }

    /** Only what has values can begin its transaction: what has none may be several statements. */
    @Test
    void beginTravelsWithTheFirstStatement(Bench bench) {
        Executable valued = Sql.text("select :one + 1");
        try (ToxicProxy proxy = ToxicProxy.to(bench.database())) {
            AsyncEngine engine = behind(proxy, bench);
            assertThat(turns(proxy, engine, connection -> CompletableFuture.completedFuture("nothing")))
                    .isZero();
            assertThat(turns(proxy, engine, connection -> connection.execute(valued, Params.of("one", 1))))
                    .isEqualTo(2);
            assertThat(turns(proxy, engine, connection -> connection.execute(Sql.text("select 1"))))
                    .as("without values")
                    .isEqualTo(3);
            assertThat(turns(
                            proxy,
                            engine,
                            connection ->
                                    connection.beginNested(nested -> connection.execute(valued, Params.of("one", 1)))))
                    .as("a savepoint")
                    .isEqualTo(5);
            Await.value(engine.close());
            AsyncEngine apart = AsyncEngine.create(
                    bench.system(),
                    proxy.front(bench.database()).url(),
                    bench.options()
                            .withTls(TlsOptions.of(SslMode.DISABLE))
                            .withPoolSize(1)
                            .withMaxOverflow(0)
                            .withBeginWithFirstStatement(false));
            assertThat(turns(proxy, apart, connection -> connection.execute(valued, Params.of("one", 1))))
                    .as("where that is turned off")
                    .isEqualTo(3);
            Await.value(apart.close());
        }
    }

    /** Has BEGIN refused when it goes by itself, as a standby refuses SERIALIZABLE. */
    private static final class Refusing extends ForwardingConnection {

        Refusing(DriverConnection real) {
            super(real);
        }

        @Override
        public boolean beginsWithStatements() {
            return real().beginsWithStatements();
        }

        @Override
        public boolean beginsWith(DriverStatement statement) {
            return real().beginsWith(statement);
        }

        @Override
        public DriverExecution executeFirst(TransactionMode mode, DriverStatement statement, RowReceiver receiver) {
            return real().executeFirst(mode, statement, receiver);
        }

        @Override
        public CompletionStage<Void> begin(TransactionMode mode) {
            return CompletableFuture.failedFuture(
                    new DriverException(DriverException.Origin.REPORTED, "not now", "0A000", 0, null, null));
        }
    }

    /** Else what follows would be in no transaction, and nobody would know. */
    @Test
    void aBeginThatIsRefusedAheadOfASavepointLeavesNoneOfThem(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options(), driver -> new ForwardingDriver(driver, Refusing::new));
        for (boolean scoped : List.of(true, false)) {
            AsyncConnection connection = Await.value(engine.connect());
            Await.value(connection.begin());
            Await.failure(
                    scoped
                            ? connection.beginNested(nested -> CompletableFuture.completedFuture("never"))
                            : connection.beginNested(),
                    NotSupportedException.class);
            assertThat(connection.inNestedTransaction()).isFalse();
            Await.failure(
                    connection.execute(Bench.INSERT, Params.of("id", 1, "name", "one")),
                    PendingRollbackException.class);
            Await.value(connection.rollback());
            Await.value(connection.begin());
            Await.value(connection.execute(Bench.INSERT, Params.of("id", 1, "name", "one")));
            Await.value(connection.rollback());
            assertThat(bench.committed()).isZero();
            Await.value(connection.close());
        }
    }

    /** Else whoever gets the connection next would commit it. */
    @Test
    void whatTheDriversWordsBeganIsRolledBackWithTheLease(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolSize(1).withMaxOverflow(0));
        for (boolean begins : List.of(true, false)) {
            AsyncConnection connection = Await.value(engine.connect());
            AsyncConnection alone =
                    connection.withOptions(ExecutionOptions.none().autocommit());
            Await.value(alone.executeDriverSql("begin", List.of()));
            Await.value(alone.executeDriverSql("insert into items values (1, 'one')", List.of()));
            if (begins) {
                Await.value(connection.begin());
                Await.value(connection.rollback());
            }
            Await.value(connection.close());
            Await.value(engine.begin(next -> next.execute(Bench.INSERT, Params.of("id", 2, "name", "two"))));
            assertThat(bench.sql().column("select name from items")).containsExactly("two");
            bench.sql().run("delete from items");
        }
    }

    /** A setting that holds until the transaction ends is the user's statement, so the transaction is there, and all comes after it in that. */
    @Test
    void aSettingOfTheTransactionHoldsForAllThatComesAfterIt(Bench bench) {
        OnSessions.stored(bench, new Note(1, "here"));
        bench.sql()
                .run(
                        "create schema if not exists elsewhere",
                        "create table elsewhere.orm_notes (like orm_notes including all)",
                        "insert into elsewhere.orm_notes (id, text, version) values (1, 'elsewhere', 1)");
        AsyncSession session = OnSessions.sessions(bench).open();
        assertThat(OnSessions.get(session, Note.class, 1).text).as("before").isEqualTo("here");
        session.expungeAll();
        Await.value(session.execute(Sql.text("set local search_path to elsewhere")));
        Note note = OnSessions.get(session, Note.class, 1);
        assertThat(note.text).isEqualTo("elsewhere");
        note.text = "changed";
        Await.value(session.commit());
        Await.value(session.execute(Sql.text("select set_config('search_path', 'elsewhere', true)")));
        session.add(new Note(2, "added"));
        Await.value(session.commit());
        assertThat(bench.sql().column("select text from elsewhere.orm_notes order by id"))
                .containsExactly("changed", "added");
        Await.value(session.refresh(note));
        assertThat(note.text).as("it ended with the transaction").isEqualTo("here");
        Await.value(session.close());
        assertThat(bench.sql().column("select text from orm_notes")).containsExactly("here");
        bench.sql().run("drop schema elsewhere cascade");
    }

    /** Functions of the transaction's time, and locks that it holds, are those of a transaction that the user's own query begins. */
    @Test
    void functionsAndLocksOfTheTransactionAreOfOne(Bench bench) {
        OnSessions.stored(bench, new Note(1, "one"));
        AsyncSession session = OnSessions.sessions(bench).open();
        OnSessions.get(session, Note.class, 1);
        TextClause moment = Sql.text("select extract(epoch from now())::text");
        Optional<String> first = Await.value(session.execute(moment)).scalar(String.class);
        Await.value(session.execute(Sql.text("select pg_advisory_xact_lock(4711)")));
        Await.value(session.refresh(OnSessions.get(session, Note.class, 1)));
        assertThat(Await.value(session.execute(moment)).scalar(String.class)).isEqualTo(first);
        String locks = "select count(*) from pg_locks where locktype = 'advisory' and objid = 4711";
        assertThat(bench.sql().number(locks)).isEqualTo(1);
        Await.value(session.commit());
        assertThat(bench.sql().number(locks)).isZero();
        Await.value(session.close());
    }

    /** Each reads what the other one writes: what went before the transaction, the server would know nothing of. */
    @Test
    void serializableSessionsThatSkewWritesAreNotBothCommitted(Bench bench) {
        OnSessions.stored(bench, new Note(1, "one"), new Note(2, "two"));
        AsyncSessionMaker strict = OnSessions.sessions(bench)
                .withExecution(ExecutionOptions.none().withIsolationLevel(IsolationLevel.SERIALIZABLE));
        AsyncSession left = strict.open();
        AsyncSession right = strict.open();
        Note mine = OnSessions.get(left, Note.class, 1);
        OnSessions.get(left, Note.class, 2);
        OnSessions.get(right, Note.class, 1);
        Note theirs = OnSessions.get(right, Note.class, 2);
        mine.text = "left";
        theirs.text = "right";
        Await.value(left.commit());
        Await.failure(right.commit(), SerializationFailureException.class);
        Await.value(right.close());
        Await.value(left.close());
        assertThat(bench.sql().column("select text from orm_notes order by id")).containsExactly("left", "two");
    }

    private static CompletionStage<?> changed(AsyncSession session) {
        return session.getOne(Note.class, 1).thenCompose(note -> {
            note.text += "!";
            return session.commit();
        });
    }

    private static List<Function<AsyncSession, CompletionStage<?>>> twice(
            Function<AsyncSession, CompletionStage<?>> work) {
        return List.of(work, work);
    }

    /** One of a ticket for each. */
    private static List<Function<AsyncSession, CompletionStage<?>>> tickets(int many) {
        return Collections.nCopies(many, session -> added(session, List.of(new Ticket("one"))));
    }

    private static CompletionStage<?> flushed(AsyncSession session, Object object) {
        session.add(object);
        return session.flush().thenCompose(done -> session.commit());
    }

    private static List<User> users() {
        return IntStream.range(0, 1_000).mapToObj(i -> new User("u" + i)).toList();
    }

    private static CompletionStage<?> added(AsyncSession session, List<?> objects) {
        session.addAll(objects);
        return session.commit();
    }
}
