package io.granary.engine;

import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.IllegalThreadException;
import io.granary.error.InvalidRequestException;
import io.granary.error.WaitInterruptedException;
import io.granary.testkit.fixtures.Actors;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;

@Actors(config = """
                granary.blocking-dispatcher.thread-pool-executor.fixed-pool-size = 1
                my.own.dispatcher {
                  type = Dispatcher
                  executor = "thread-pool-executor"
                  thread-pool-executor.fixed-pool-size = 1
                }
                """)
final class BlockingTest {

    private static final CompletionStage<String> NEVER = new CompletableFuture<>();

    private final ActorTestKit kit;

    BlockingTest(ActorTestKit kit) {
        this.kit = kit;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pekko.actor.default-dispatcher",
                "granary.dispatcher",
                "granary.blocking-dispatcher",
                "pekko.actor.default-blocking-io-dispatcher",
                "my.own.dispatcher"
            })
    void refusesToWaitOnADispatchersThread(String dispatcher) {
        Executor executor = kit.system().dispatchers().lookup(DispatcherSelector.fromConfig(dispatcher));

        assertRefusal(failureOf(CompletableFuture.supplyAsync(() -> Blocking.await(NEVER), executor)), dispatcher);
    }

    @Test
    void refusesToWaitInAnActorsHandler() {
        CompletableFuture<String> handled = new CompletableFuture<>();
        kit.spawn(Behaviors.receiveMessage(message -> {
                    try {
                        handled.complete(Blocking.await(NEVER));
                    } catch (IllegalThreadException refusal) {
                        handled.completeExceptionally(refusal);
                    }
                    return Behaviors.same();
                }))
                .tell("go");

        assertRefusal(failureOf(handled), "dispatcher");
    }

    @Test
    void refusesToWaitOnReactorsAndNettysThreads() {
        assertRefusal(
                failureOf(CompletableFuture.supplyAsync(() -> Blocking.await(NEVER), Schedulers.parallel()::schedule)),
                "parallel");
        Executor netty =
                task -> new DefaultThreadFactory("loop").newThread(task).start();
        assertRefusal(failureOf(CompletableFuture.supplyAsync(() -> Blocking.await(NEVER), netty)), "loop");
    }

    @Test
    void spawnsVirtualThreadsWhereTheJvmHasThem() {
        String thread = outcomeOf(
                Blocking.spawn(kit.system(), () -> Thread.currentThread().toString()));

        assertThat(thread)
                .matches(
                        Runtime.version().feature() >= 21
                                ? "VirtualThread\\[#\\d+,granary-blocking-\\d+].*"
                                : "Thread\\[.*granary.blocking-dispatcher.*");
    }

    private static void assertRefusal(Throwable failure, String thread) {
        assertThat(failure)
                .isInstanceOf(IllegalThreadException.class)
                .hasMessageContaining(thread)
                .hasMessageContaining("Blocking.spawn(system, ...)")
                .hasMessageContaining("runSync(...)");
    }

    @Test
    void letsOtherThreadsWait() {
        assertThat(Blocking.await(CompletableFuture.completedStage("value"))).isEqualTo("value");
    }

    @Test
    void letsSpawnedWorkWaitAndNotWhatFollowsOnIt() {
        CompletionStage<String> spawned = Blocking.spawn(kit.system(), () -> Blocking.await(later("value")));
        assertThat(outcomeOf(spawned)).isEqualTo("value");

        CompletableFuture<Boolean> gate = new CompletableFuture<>();
        CompletionStage<String> followed =
                Blocking.spawn(kit.system(), () -> Blocking.await(gate)).thenApply(value -> Blocking.await(NEVER));
        gate.complete(true);
        assertRefusal(failureOf(followed), "default-dispatcher");
    }

    @Test
    void runsNestedWorkThoughTheDispatcherIsFull() {
        CompletionStage<Integer> nested = spawn(() -> Blocking.await(spawn(() -> Blocking.await(spawn(() -> 3)))));
        assertThat(outcomeOf(nested)).isEqualTo(3);

        CompletionStage<Integer> combined = spawn(() -> {
            CompletionStage<Integer> one = spawn(() -> 1);
            CompletionStage<Integer> two = spawn(() -> Blocking.await(one) + 1);
            return Blocking.await(two.thenCombine(one, Integer::sum));
        });
        assertThat(outcomeOf(combined)).isEqualTo(3);
    }

    private <T> CompletionStage<T> spawn(Supplier<T> work) {
        return Blocking.spawn(kit.system(), work::get);
    }

    @Test
    void takesAVirtualThreadWhereTheJvmHasThem() {
        String thread = outcomeOf(
                Blocking.spawn(kit.system(), () -> Thread.currentThread().toString()));

        if (Runtime.version().feature() >= 21) {
            assertThat(thread).startsWith("VirtualThread");
        } else {
            assertThat(thread).contains("granary.blocking-dispatcher");
        }
    }

    @Test
    void givesTheVeryFailureOfTheWork() {
        for (Throwable thrown : new Throwable[] {
            new IOException("checked"), new IllegalStateException("unchecked"), new AssertionError("error")
        }) {
            assertThat(failureOf(Blocking.spawn(kit.system(), () -> {
                        throw sneaky(thrown);
                    })))
                    .isSameAs(thrown);
        }
    }

    @Test
    void givesTheVeryFailureOfTheStage() {
        InvalidRequestException ours = InvalidRequestException.of("no", "do not");
        assertThatThrownBy(() -> Blocking.await(later("x").thenCompose(x -> CompletableFuture.failedStage(ours))))
                .isSameAs(ours);
        assertThatThrownBy(() -> Blocking.await(CompletableFuture.failedStage(ours)))
                .isSameAs(ours)
                .satisfies(known -> assertThat(known.getSuppressed()).hasSize(1));
        IllegalStateException theirs = new IllegalStateException("theirs");
        assertThatThrownBy(() -> Blocking.await(CompletableFuture.failedStage(theirs)))
                .isSameAs(theirs);
    }

    @Test
    void givesACheckedFailureOfTheStageWithinCompletionException() {
        IOException checked = new IOException("checked");
        assertThatThrownBy(() -> Blocking.await(CompletableFuture.failedStage(checked)))
                .isInstanceOf(CompletionException.class)
                .hasCause(checked);
        assertThat(failureOf(
                        Blocking.spawn(kit.system(), () -> Blocking.await(CompletableFuture.failedStage(checked)))))
                .isSameAs(checked);
    }

    @Test
    void keepsTheInterruptFlagOfAnInterruptedWaiter() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Blocking.await(NEVER))
                    .isInstanceOf(WaitInterruptedException.class)
                    .hasMessageContaining(Thread.currentThread().getName())
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            assertThat(Blocking.await(CompletableFuture.completedStage("known")))
                    .isEqualTo("known");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private CompletionStage<String> later(String value) {
        return CompletableFuture.supplyAsync(() -> value, kit.system().executionContext()::execute);
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> RuntimeException sneaky(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
