package io.granary.engine.internal.connection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.NotificationReceiver;
import io.granary.driver.RowReceiver;
import io.granary.driver.ServerInfo;
import io.granary.driver.TransactionMode;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A driver for whoever listens, which does what the test says. */
final class ListenedSessions implements Driver {

    final BlockingQueue<CompletableFuture<DriverConnection>> attempts = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<DriverConnection> open() {
        CompletableFuture<DriverConnection> attempt = new CompletableFuture<>();
        attempts.add(attempt);
        return attempt;
    }

    @Override
    public boolean blocking() {
        return false;
    }

    @Override
    public CompletionStage<Void> close() {
        return CompletableFuture.completedStage(null);
    }

    /** The next connect succeeds. */
    Session opened() {
        Session session = new Session();
        next(attempts).complete(session);
        return session;
    }

    static DriverException lost() {
        return new DriverException(DriverException.Origin.FAULT, "the link is gone", "08006", 0, null, null);
    }

    static DriverException refused() {
        return new DriverException(DriverException.Origin.REPORTED, "no such user", "28000", 0, null, null);
    }

    static <T> T next(BlockingQueue<T> queue) {
        try {
            return requireNonNull(queue.poll(20, TimeUnit.SECONDS), "nothing came");
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /** A connection that does what the test says. */
    static class Session implements DriverConnection {

        final BlockingQueue<RowReceiver> listens = new LinkedBlockingQueue<>();
        final BlockingQueue<CompletableFuture<Boolean>> pings = new LinkedBlockingQueue<>();
        final CompletableFuture<NotificationReceiver> receiver = new CompletableFuture<>();
        final CompletableFuture<Void> closed = new CompletableFuture<>();
        final CompletableFuture<Void> closeEnded = new CompletableFuture<>();

        NotificationReceiver listen() {
            next(listens).completed();
            return receiver.join();
        }

        @Override
        public boolean supportsNotifications() {
            return true;
        }

        @Override
        public void notifications(NotificationReceiver given) {
            receiver.complete(given);
        }

        @Override
        public DriverExecution execute(DriverStatement statement, RowReceiver rows) {
            assertThat(statement.sql()).isEqualTo("LISTEN news");
            listens.add(rows);
            return new DriverExecution() {
                @Override
                public void request(long chunks) {
                    // The test answers.
                }

                @Override
                public void cancel() {
                    // Not asked for.
                }
            };
        }

        @Override
        public CompletionStage<Boolean> ping() {
            CompletableFuture<Boolean> ping = new CompletableFuture<>();
            pings.add(ping);
            return ping;
        }

        @Override
        public CompletionStage<Void> close() {
            closed.complete(null);
            return closeEnded;
        }

        @Override
        public boolean alive() {
            return !closed.isDone();
        }

        @Override
        public ServerInfo server() {
            return new ServerInfo("PostgreSQL", "15");
        }

        private static CompletionStage<Void> unasked() {
            return CompletableFuture.failedFuture(new AssertionError("not asked for"));
        }

        @Override
        public CompletionStage<Void> begin(TransactionMode mode) {
            return unasked();
        }

        @Override
        public CompletionStage<Void> commit() {
            return unasked();
        }

        @Override
        public CompletionStage<Void> rollback() {
            return unasked();
        }

        @Override
        public CompletionStage<Void> savepoint(String name) {
            return unasked();
        }

        @Override
        public CompletionStage<Void> releaseSavepoint(String name) {
            return unasked();
        }

        @Override
        public CompletionStage<Void> rollbackToSavepoint(String name) {
            return unasked();
        }

        @Override
        public CompletionStage<Boolean> cancel() {
            return CompletableFuture.completedStage(false);
        }

        @Override
        public Object unwrap() {
            return this;
        }
    }
}
