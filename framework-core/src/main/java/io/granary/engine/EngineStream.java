package io.granary.engine;

import static java.util.Objects.requireNonNull;

import io.granary.engine.internal.Arguments;
import io.granary.engine.internal.Scopes;
import io.granary.sql.Executable;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The rows of a statement on a connection that is leased for each subscriber. */
record EngineStream(AsyncEngine engine, ExecutionOptions options, Executable statement, Map<String, ?> parameters)
        implements Publisher<RowChunk> {

    /** Copies the map, which the caller may fill with other values before somebody subscribes. */
    EngineStream {
        parameters = Arguments.kept(parameters);
    }

    @Override
    public void subscribe(Subscriber<? super RowChunk> subscriber) {
        requireNonNull(subscriber, "subscriber");
        Leased leased = new Leased(subscriber, !commitsByItself());
        subscriber.onSubscribe(leased);
        CompletionStage<AsyncConnection> connecting = view().connect();
        leased.awaits(connecting);
        CompletionStage<AsyncConnection> unused = connecting.whenComplete((connection, failure) -> {
            if (failure == null) {
                leased.begin(connection, connection.stream(statement, parameters));
            } else {
                leased.onError(requireNonNull(Scopes.unwrap(failure)));
            }
        });
    }

    /** A statement by itself is committed by the server, if no more is said of its transaction than the server's own ways. */
    private boolean commitsByItself() {
        return options.isolationLevel()
                        .filter(level -> level != IsolationLevel.AUTOCOMMIT)
                        .isEmpty()
                && options.readOnly().isEmpty();
    }

    private AsyncEngine view() {
        return commitsByItself() ? engine.withOptions(ExecutionOptions.none().autocommit()) : engine;
    }

    /** Gives the connection back at the end, before whoever reads hears of it. Thread-safe. */
    private static final class Leased implements Subscriber<RowChunk>, Subscription {

        private final Subscriber<? super RowChunk> reader;
        private final boolean commits;
        private final Object lock = new Object();
        private @Nullable CompletionStage<AsyncConnection> connecting;
        private @Nullable AsyncConnection connection;
        private @Nullable Subscription rows;
        private long wanted;
        private boolean refused;
        private boolean cancelled;
        private boolean over;

        Leased(Subscriber<? super RowChunk> reader, boolean commits) {
            this.reader = reader;
            this.commits = commits;
        }

        /** Who cancels before there is a connection gives the wish for one up. */
        void awaits(CompletionStage<AsyncConnection> awaited) {
            boolean unwanted;
            synchronized (lock) {
                connecting = awaited;
                unwanted = cancelled;
            }
            if (unwanted) {
                giveUp(awaited);
            }
        }

        private static void giveUp(CompletionStage<AsyncConnection> awaited) {
            awaited.toCompletableFuture().cancel(false);
        }

        void begin(AsyncConnection leased, Publisher<RowChunk> stream) {
            boolean unwanted;
            synchronized (lock) {
                unwanted = cancelled;
                connection = leased;
            }
            if (unwanted) {
                CompletionStage<Done> unused = leased.close();
            } else {
                stream.subscribe(this);
            }
        }

        // ---- the reader's side

        @Override
        public void request(long chunks) {
            Subscription asked;
            synchronized (lock) {
                asked = rows;
                if (asked == null && chunks < 1) {
                    refused = true;
                } else if (asked == null) {
                    long sum = wanted + chunks;
                    wanted = sum < 0 ? Long.MAX_VALUE : sum;
                }
            }
            if (asked != null) {
                asked.request(chunks);
            }
        }

        @Override
        public void cancel() {
            Subscription running;
            AsyncConnection leased;
            CompletionStage<AsyncConnection> awaited;
            synchronized (lock) {
                if (cancelled || over) {
                    return;
                }
                cancelled = true;
                running = rows;
                leased = connection;
                awaited = connecting;
            }
            if (leased == null && awaited != null) {
                giveUp(awaited);
            }
            if (running != null) {
                running.cancel();
            }
            if (leased != null) {
                CompletionStage<Done> unused = leased.close();
            }
        }

        // ---- the stream's side

        @Override
        public void onSubscribe(Subscription running) {
            long asked;
            boolean unwanted;
            boolean wrong;
            synchronized (lock) {
                rows = running;
                asked = wanted;
                unwanted = cancelled;
                wrong = refused;
            }
            if (unwanted) {
                running.cancel();
            } else if (wrong) {
                running.request(0);
            } else if (asked > 0) {
                running.request(asked);
            }
        }

        @Override
        public void onNext(RowChunk chunk) {
            try {
                reader.onNext(chunk);
            } catch (Throwable thrown) {
                // Reactive Streams, 2.13: who throws has cancelled.
                cancel();
                throw thrown;
            }
        }

        @Override
        public void onComplete() {
            AsyncConnection leased = end();
            if (leased == null) {
                return;
            }
            CompletionStage<Done> ended = commits
                    ? leased.commit()
                            .handle((done, failure) -> leased.close()
                                    .thenCompose(closed -> failure == null
                                            ? CompletableFuture.completedStage(done)
                                            : CompletableFuture.<Done>failedStage(failure)))
                            .thenCompose(stage -> stage)
                    : leased.close();
            CompletionStage<Done> unused = ended.whenComplete((done, failure) -> {
                if (failure == null) {
                    reader.onComplete();
                } else {
                    reader.onError(requireNonNull(Scopes.unwrap(failure)));
                }
            });
        }

        @Override
        public void onError(Throwable failure) {
            AsyncConnection leased;
            synchronized (lock) {
                if (cancelled || over) {
                    return;
                }
                over = true;
                leased = connection;
            }
            if (leased == null) {
                reader.onError(failure);
            } else {
                CompletionStage<Done> unused = leased.close().whenComplete((done, trouble) -> reader.onError(failure));
            }
        }

        private @Nullable AsyncConnection end() {
            synchronized (lock) {
                if (cancelled || over) {
                    return null;
                }
                over = true;
                return connection;
            }
        }
    }
}
