package io.granary.engine.internal;

import io.granary.engine.ConnectionProtocol.Outcome;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Priority;
import io.granary.engine.Result;
import io.granary.engine.internal.connection.Lease;
import io.granary.engine.internal.pool.AcquireTerms;
import io.granary.engine.internal.pool.Backoff;
import io.granary.error.CommitOutcomeUnknownException;
import io.granary.error.CommitRolledBackException;
import io.granary.error.GranaryException;
import io.granary.error.PoolClosedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/**
 * Finds out what became of a transaction whose link was lost while COMMIT was in flight: asks the server on other connections, again and
 * again, until it knows or the time is over. Nobody is answered twice, since an answer counts once.
 */
final class CommitResolution {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final EngineCore core;
    private final Lease lease;
    private final Answer<Outcome> asker;
    private final String transaction;
    private final String question;
    private final CommitOutcomeUnknownException unknown;
    private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, () -> 1);
    private final CompletableFuture<Done> ended = new CompletableFuture<>();

    private CommitResolution(
            EngineCore core,
            Lease lease,
            Answer<Outcome> asker,
            String transaction,
            String question,
            CommitOutcomeUnknownException unknown) {
        this.core = core;
        this.lease = lease;
        this.asker = asker;
        this.transaction = transaction;
        this.question = question;
        this.unknown = unknown;
    }

    /**
     * {@return an answer to a commit that first tries to find out what is not known}
     *
     * @param core the engine
     * @param lease whose transaction ends
     * @param asker who asked for the commit
     */
    static Answer<Outcome> before(EngineCore core, Lease lease, Answer<Outcome> asker) {
        return new Answer<>() {
            @Override
            public void offer(Outcome value, Runnable refused) {
                asker.offer(value, refused);
            }

            @Override
            public void fail(GranaryException failure) {
                if (!(failure instanceof CommitOutcomeUnknownException unknown)
                        || !resolve(core, lease, asker, unknown)) {
                    asker.fail(failure);
                }
            }

            @Override
            public boolean abandoned() {
                return asker.abandoned();
            }

            @Override
            public void whenAbandoned(Runnable action) {
                asker.whenAbandoned(action);
            }
        };
    }

    private static boolean resolve(
            EngineCore core, Lease lease, Answer<Outcome> asker, CommitOutcomeUnknownException unknown) {
        String id = unknown.transactionId().orElse("");
        String question = core.dialect().transactionStatus(id).orElse("");
        Duration most = core.options().commitResolution().orElse(Duration.ZERO);
        if (question.isEmpty() || most.isZero()) {
            return false;
        }
        CommitResolution resolution = new CommitResolution(core, lease, asker, id, question, unknown);
        CompletionStage<Done> clock = Pause.of(core, most);
        Stages.onEnd(resolution.ended, () -> clock.toCompletableFuture().cancel(false));
        Stages.onEnd(clock, resolution::giveUp);
        resolution.ask(most);
        return true;
    }

    private void ask(Duration most) {
        CompletionStage<Result> answer = core.runOnce(
                AcquireTerms.anonymous().within(most).with(Priority.HIGH),
                core.raw(question, java.util.List.of()),
                ExecutionOptions.none().withStatementTimeout(most));
        Stages.onEnd(ended, () -> answer.toCompletableFuture().cancel(false));
        Stages.onSuccess(answer, result -> told(result.scalar(String.class).orElse(""), most), failure -> {
            if (failure instanceof PoolClosedException) {
                giveUp();
            } else {
                // The server may be starting again.
                askLater(most);
            }
        });
    }

    private void told(String status, Duration most) {
        switch (status) {
            case "committed" -> {
                if (ended.complete(Done.getInstance())) {
                    // Nothing was lost after all, so there is nothing to be rolled back before the connection is used
                    // again.
                    lease.forgetLostTransaction();
                    asker.succeed(Outcome.COMMITTED);
                }
            }
            case "aborted" -> end(new CommitRolledBackException(transaction, unknown));
            case "in progress" -> askLater(most);
            default -> giveUp();
        }
    }

    private void askLater(Duration most) {
        if (!ended.isDone()) {
            CompletionStage<Done> pause = Pause.of(core, Duration.ofNanos(backoff.next()));
            Stages.onEnd(ended, () -> pause.toCompletableFuture().cancel(false));
            Stages.onSuccess(
                    pause,
                    over -> {
                        if (!ended.isDone()) {
                            ask(most);
                        }
                    },
                    failure -> giveUp());
        }
    }

    private void giveUp() {
        end(unknown);
    }

    private void end(GranaryException failure) {
        if (ended.complete(Done.getInstance())) {
            asker.fail(failure);
        }
    }
}
