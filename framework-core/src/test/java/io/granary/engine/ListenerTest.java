package io.granary.engine;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.InvalidRequestException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.CapturedLogs;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedAnswer;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Actors
final class ListenerTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ActorTestKit kit;
    private final ScriptedConnectionFactory driver = ScriptedEngine.driver();
    private final Happenings happenings = new Happenings();
    private @Nullable AsyncEngine engine;

    ListenerTest(ActorTestKit kit) {
        this.kit = kit;
    }

    @AfterEach
    void closeEngine() {
        if (engine != null) {
            outcomeOf(engine.close());
        }
    }

    private AsyncEngine engine(EngineListener... listeners) {
        EngineOptions options = EngineOptions.defaults().withLoggingName("heard");
        for (EngineListener listener : listeners) {
            options = options.withListener(listener);
        }
        AsyncEngine made = ScriptedEngine.on(driver, kit.system(), options);
        engine = made;
        return made;
    }

    /** The pool tells its listeners on a thread of its own: what was asked for by then has been told. */
    private List<String> take(AsyncEngine from) {
        outcomeOf(from.pool().status());
        return happenings.take();
    }

    @Test
    void tellsOfAConnectionsLife() {
        AsyncEngine engine = engine(happenings);
        outcomeOf(engine.connect(AsyncConnection::rollback));
        assertThat(take(engine)).containsExactly("#1 CONNECTED", "#1 CHECKED_OUT", "#1 CHECKED_IN");

        outcomeOf(engine.connect(AsyncConnection::invalidate));
        assertThat(take(engine)).containsExactly("#1 CHECKED_OUT", "#1 INVALIDATED");

        outcomeOf(engine.connect(AsyncConnection::detach));
        assertThat(take(engine)).containsExactly("#2 CONNECTED", "#2 CHECKED_OUT", "#2 DETACHED");

        outcomeOf(engine.connect(AsyncConnection::rollback));
        outcomeOf(engine.dispose());
        assertThat(take(engine)).containsExactly("#3 CONNECTED", "#3 CHECKED_OUT", "#3 CHECKED_IN", "#3 CLOSED");
    }

    @Test
    void tellsOfALostLink() {
        driver.onNext("break").fails("08006", 0, "gone");
        AsyncEngine engine = engine(happenings);

        failureOf(engine.execute(text("break")));

        assertThat(take(engine))
                .containsExactly(
                        "#1 CONNECTED",
                        "#1 CHECKED_OUT",
                        "#1 before break",
                        "#1 after break: CommitOutcomeUnknownException",
                        "#1 INVALIDATED");
    }

    @Test
    void tellsOfTransactionsAndSavepoints() {
        AsyncEngine engine = engine(happenings);

        outcomeOf(engine.begin(connection -> connection
                .beginNested(nested -> nested.execute(text("one")))
                .thenCompose(done -> connection.beginNested())
                .thenCompose(AsyncTransaction::rollback)));
        assertThat(take(engine))
                .containsExactly(
                        "#1 CONNECTED",
                        "#1 CHECKED_OUT",
                        "#1 BEGIN",
                        "#1 SAVEPOINT",
                        "#1 before one",
                        "#1 after one: 0",
                        "#1 RELEASE_SAVEPOINT",
                        "#1 SAVEPOINT",
                        "#1 ROLLBACK_SAVEPOINT",
                        "#1 COMMIT",
                        "#1 CHECKED_IN");

        outcomeOf(engine.connect(connection -> connection.execute(text("two"))));
        assertThat(take(engine))
                .containsExactly(
                        "#1 CHECKED_OUT",
                        "#1 BEGIN",
                        "#1 before two",
                        "#1 after two: 0",
                        "#1 ROLLBACK",
                        "#1 CHECKED_IN");
    }

    @Test
    void tellsOfStatementsWithRowsTimesAndParameterSets() {
        driver.on("select").rows(List.of("a"), List.of(1), List.of(2));
        driver.onContaining("update").updated(3);
        driver.on("fail").fails("42000", 0, "no");
        AsyncEngine engine = engine(happenings);

        outcomeOf(engine.execute(text("select")));
        outcomeOf(engine.execute(text("update t set a = :a"), Map.of("a", 1)));
        failureOf(engine.execute(text("fail")));

        assertThat(happenings.heard().stream().filter(line -> line.contains("after")))
                .containsExactly(
                        "#1 after select: 2", "#1 after update t set a = ?: 3", "#1 after fail: ProgrammingException");
        assertThat(happenings.times()).hasSize(3).noneMatch(Duration::isNegative);
        assertThat(happenings.statements())
                .extracting(StatementListener.Statement::parameters)
                .containsExactly("", "[Integer]", "");
        assertThat(happenings.statements())
                .allMatch(statement -> statement.engine().equals("heard") && statement.parameterSets() == 1);

        outcomeOf(engine.execute(text("update t set a = :a"), List.of(Map.of("a", 1), Map.of("a", 2), Map.of("a", 3))));
        assertThat(happenings.statements().get(3).parameterSets()).isEqualTo(3);
    }

    @Test
    void tellsTheEndOfAStatementWhoseConnectionIsGivenUp() {
        LateAnswer late = driver.on("slow").late(ScriptedAnswer.updated(1));
        AsyncEngine engine = engine(happenings);
        AsyncConnection connection = outcomeOf(engine.connect());
        CompletionStage<Result> running = connection.execute(text("slow"));
        Eventually.holds("the statement runs", LIMIT, () -> late.waiting() == 1);

        outcomeOf(connection.invalidate());

        failureOf(running);
        assertThat(happenings.heard()).contains("#1 after slow: InvalidRequestException");
        outcomeOf(connection.rollback());
        outcomeOf(connection.close());
    }

    @ParameterizedTest
    @EnumSource(
            value = PoolListener.Event.class,
            names = {"CHECKED_OUT", "CHECKED_IN", "INVALIDATED", "CLOSED", "DETACHED"})
    void goesOnThoughAPoolListenerThrows(PoolListener.Event fatal) {
        AssertionError thrown = new AssertionError("listener's own");
        PoolListener throwing = new PoolListener() {
            @Override
            public void onPool(String name, long connection, PoolListener.Event event) {
                if (event == fatal) {
                    throw thrown;
                }
            }
        };
        AsyncEngine engine = engine(throwing, happenings);
        try (CapturedLogs logs = CapturedLogs.of("io.granary.engine")) {
            outcomeOf(engine.connect(AsyncConnection::rollback));
            outcomeOf(engine.connect(AsyncConnection::invalidate));
            outcomeOf(engine.connect(AsyncConnection::detach));
            outcomeOf(engine.connect(AsyncConnection::rollback));
            outcomeOf(engine.dispose());
            outcomeOf(engine.execute(text("still there")));

            assertThat(take(engine)).anyMatch(line -> line.endsWith(fatal.name()));
            assertThat(logs.contains(event ->
                            event.level().equals("WARN") && event.throwable().contains("listener's own")))
                    .isTrue();
        }
    }

    @Test
    void refusesTheNewConnectionWhenAListenerThrows() {
        AssertionError thrown = new AssertionError("not this one");
        PoolListener throwing = new PoolListener() {
            @Override
            public void onPool(String name, long connection, PoolListener.Event event) {
                if (event == PoolListener.Event.CONNECTED && connection == 1) {
                    throw thrown;
                }
            }
        };
        AsyncEngine engine = engine(throwing);

        assertThat(failureOf(engine.execute(text("first"))))
                .isInstanceOf(InvalidRequestException.class)
                .hasCause(thrown);
        outcomeOf(engine.execute(text("second")));
        assertThat(driver.statements()).contains("second").doesNotContain("first");
        Eventually.holds("the refused connection is closed", LIMIT, () -> driver.openConnections() == 1);
    }

    @Test
    void goesOnThoughATransactionListenerThrows() {
        ConnectionListener throwing = new ConnectionListener() {
            @Override
            public void onTransaction(String name, long connection, ConnectionListener.Event event) {
                throw new AssertionError("listener's own");
            }
        };
        AsyncEngine engine = engine(throwing, happenings);
        try (CapturedLogs logs = CapturedLogs.of("io.granary.engine")) {
            outcomeOf(engine.begin(connection -> connection.execute(text("work"))));
            assertThat(logs.events()).hasSize(2);
        }
        assertThat(take(engine)).contains("#1 BEGIN", "#1 COMMIT");
    }

    @Test
    void failsTheStatementThatAListenerObjectsToAndKeepsTheConnection() {
        IllegalStateException before = new IllegalStateException("before");
        IllegalStateException after = new IllegalStateException("after");
        AsyncEngine engine = engine(happenings, new Objecting("bad", before, after));

        assertThat(failureOf(engine.connect(connection -> connection.execute(text("bad before")))))
                .isInstanceOf(InvalidRequestException.class)
                .hasCause(before);
        assertThat(failureOf(engine.connect(connection -> connection.execute(text("bad after")))))
                .isInstanceOf(InvalidRequestException.class)
                .hasCause(after);

        assertThat(driver.statements()).contains("bad after").doesNotContain("bad before");
        assertThat(take(engine))
                .contains("#1 before bad before", "#1 after bad before: IllegalStateException", "#1 after bad after: 0")
                .doesNotContain("#1 INVALIDATED");
    }

    @Test
    void tellsTheOthersOfTheEndThoughAListenerThrows() {
        AsyncEngine engine = engine(
                new Objecting("bad", new IllegalStateException("b"), new IllegalStateException("a")), happenings);

        failureOf(engine.connect(connection -> connection.execute(text("bad after"))));

        assertThat(happenings.heard()).contains("#1 after bad after: 0");
    }

    @Test
    @Tag("AE42")
    @Tag("RC29")
    void givesTheConnectionUpWhenAListenerThrowsCancellationOrError() {
        driver.on("bad failing after").fails("42000", 0, "no");
        int gone = 0;
        for (Throwable fatal : new Throwable[] {new CancellationException("fatal"), new AssertionError("fatal")}) {
            AsyncEngine engine = engine(happenings, new Objecting("bad", fatal, fatal));
            for (String sql : new String[] {"bad before", "bad after", "bad failing after"}) {
                failureOf(engine.connect(connection -> connection.execute(text(sql))));
                assertThat(take(engine)).as(sql + " " + fatal).anyMatch(line -> line.endsWith("INVALIDATED"));
                gone++;
                outcomeOf(engine.execute(text("fine")));
            }
            outcomeOf(engine.close());
        }
        assertThat(gone).isEqualTo(6);
    }

    /** Throws before statements with "before" in their text and after those with "after". */
    private record Objecting(String word, Throwable before, Throwable after) implements StatementListener {

        @Override
        public void beforeExecute(Statement statement) {
            if (statement.sql().startsWith(word) && statement.sql().endsWith("before")) {
                throw Objecting.<RuntimeException>sneaky(before);
            }
        }

        @Override
        public void afterExecute(Statement statement, Duration took, long rows, @Nullable Throwable failure) {
            if (statement.sql().startsWith(word) && statement.sql().endsWith("after")) {
                throw Objecting.<RuntimeException>sneaky(after);
            }
        }

        @SuppressWarnings("unchecked")
        private static <X extends Throwable> RuntimeException sneaky(Throwable thrown) throws X {
            throw (X) thrown;
        }
    }
}
