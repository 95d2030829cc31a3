package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.PoolListener;
import io.granary.engine.StatementListener;
import io.granary.error.InvalidRequestException;
import io.granary.sql.Params;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Who is told what, and what a listener's exception does. Listeners are given to the options of an engine: there is no facade on which
 * one could be registered and never be called.
 */
public interface ListenerCompliance extends OnBench {

    /** Writes down statements. */
    final class Statements implements StatementListener {
        private final List<Statement> before = new CopyOnWriteArrayList<>();
        private final List<Long> rows = new CopyOnWriteArrayList<>();
        private final List<Throwable> failures = new CopyOnWriteArrayList<>();

        @Override
        public void beforeExecute(Statement statement) {
            before.add(statement);
        }

        @Override
        public void afterExecute(Statement statement, Duration took, long count, @Nullable Throwable failure) {
            rows.add(count);
            if (failure != null) {
                failures.add(failure);
            }
        }
    }

    @Test
    @Tag("AE39")
    @Tag("AE40")
    default void aStatementIsToldOnceWithItsTextAndItsSets(Bench bench) {
        Statements heard = new Statements();
        AsyncEngine engine = bench.engine(bench.options().withListener(heard));

        Await.value(engine.connect(connection -> connection.execute(text("select 1"))));

        assertThat(heard.before).hasSize(1);
        assertThat(heard.before.get(0).sql()).isEqualTo("select 1");
        assertThat(heard.before.get(0).parameterSets()).isEqualTo(1);
        assertThat(heard.before.get(0).engine()).isEqualTo(engine.name());
        assertThat(heard.rows).containsExactly(1L);
        assertThat(heard.failures).isEmpty();
    }

    @Test
    @Tag("AE40")
    default void manySetsAreOneStatementAndARefusalIsTold(Bench bench) {
        Statements heard = new Statements();
        AsyncEngine engine = bench.engine(bench.options().withListener(heard));
        List<Params> sets = List.of(Params.of("id", 1, "name", "a"), Params.of("id", 1, "name", "b"));

        Throwable refused = Await.failure(engine.execute(INSERT, sets), Throwable.class);

        assertThat(heard.before).hasSize(1);
        assertThat(heard.before.get(0).parameterSets()).isEqualTo(2);
        assertThat(heard.failures).containsExactly(refused);
    }

    @Test
    @Tag("AE42")
    default void aCancellationBeforeAStatementGivesTheConnectionUp(Bench bench) {
        cancelling(bench, new StatementListener() {
            @Override
            public void beforeExecute(Statement statement) {
                throw new CancellationException("before");
            }
        });
    }

    @Test
    @Tag("AE42")
    default void aCancellationAfterAStatementGivesTheConnectionUp(Bench bench) {
        cancelling(bench, new StatementListener() {
            @Override
            public void afterExecute(Statement statement, Duration took, long count, @Nullable Throwable failure) {
                throw new CancellationException("after");
            }
        });
    }

    private static void cancelling(Bench bench, StatementListener listener) {
        AsyncEngine engine = bench.engine(bench.options().withListener(listener));
        AsyncConnection connection = Await.value(engine.connect());

        InvalidRequestException failure = Await.failure(connection.execute(COUNT), InvalidRequestException.class);

        assertThat(failure).hasCauseInstanceOf(CancellationException.class);
        assertThat(connection.isInvalidated()).isTrue();
        assertThat(Await.value(engine.pool().status()).invalidated()).isEqualTo(1);
        Await.value(connection.close());
        Await.failure(engine.execute(COUNT), InvalidRequestException.class);
        assertThat(Await.value(engine.pool().status()).invalidated()).isEqualTo(2);
    }

    @Test
    default void anObjectionFailsTheStatementAndKeepsTheConnection(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withListener(new StatementListener() {
            @Override
            public void beforeExecute(Statement statement) {
                if (statement.sql().startsWith("insert")) {
                    throw new IllegalStateException("no inserts here");
                }
            }
        }));

        InvalidRequestException objection =
                Await.failure(engine.execute(INSERT, Params.of("id", 1, "name", "x")), InvalidRequestException.class);

        assertThat(objection).hasRootCauseMessage("no inserts here");
        assertThat(Await.value(engine.execute(COUNT)).scalarOne(Long.class)).isZero();
        assertThat(Await.value(engine.pool().status()).opened()).isEqualTo(1);
    }

    @Test
    default void thePoolTellsOfEachConnectionsLife(Bench bench) {
        List<PoolListener.Event> events = new CopyOnWriteArrayList<>();
        AsyncEngine engine = bench.engine(bench.options().withListener(new PoolListener() {
            @Override
            public void onPool(String name, long connection, Event event) {
                events.add(event);
            }
        }));

        Await.value(engine.connect(connection -> connection.execute(COUNT)));
        Await.value(engine.connect(AsyncConnection::invalidate));
        Await.value(engine.pool().status());

        assertThat(new ArrayList<>(events))
                .containsExactly(
                        PoolListener.Event.CONNECTED,
                        PoolListener.Event.CHECKED_OUT,
                        PoolListener.Event.CHECKED_IN,
                        PoolListener.Event.CHECKED_OUT,
                        PoolListener.Event.INVALIDATED);
    }

    @Test
    default void aPoolListenerMayRefuseANewConnection(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withListener(new PoolListener() {
            @Override
            public void onPool(String name, long connection, Event event) {
                if (event == Event.CONNECTED && connection == 1) {
                    throw new IllegalStateException("not the first");
                }
            }
        }));

        assertThat(Await.failure(engine.connect(), InvalidRequestException.class))
                .hasRootCauseMessage("not the first");
        assertThat(Await.value(engine.execute(COUNT)).scalarOne(Long.class)).isZero();
    }
}
