package io.granary.engine.internal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ScopesTest {

    private final CompletableFuture<String> taken = new CompletableFuture<>();
    private final CompletableFuture<Done> givenBack = new CompletableFuture<>();
    private final List<@Nullable Throwable> reasons = new ArrayList<>();

    private <T> CompletableFuture<T> scope(Function<String, CompletionStage<T>> work) {
        return Scopes.within(taken, work, (resource, reason) -> {
                    reasons.add(reason);
                    return givenBack;
                })
                .toCompletableFuture();
    }

    private static Throwable failure(CompletableFuture<?> stage) {
        assertThat(stage).isDone();
        try {
            throw new AssertionError("the stage gave " + stage.get());
        } catch (ExecutionException failed) {
            return requireNonNull(failed.getCause());
        } catch (InterruptedException | CancellationException other) {
            return other;
        }
    }

    @Test
    void endsAfterTheGivingBack() {
        CompletableFuture<Integer> whole = scope(resource -> CompletableFuture.completedStage(resource.length()));
        assertThat(reasons).isEmpty();
        taken.complete("four");
        assertThat(reasons).hasSize(1).containsOnlyNulls();
        assertThat(whole).isNotDone();
        givenBack.complete(Done.getInstance());
        assertThat(whole).isCompletedWithValue(4);
    }

    @Test
    void doesNothingWhereNothingWasTaken() {
        CompletableFuture<Integer> whole = scope(resource -> CompletableFuture.completedStage(1));
        IllegalStateException none = new IllegalStateException("none");
        taken.completeExceptionally(new CompletionException(none));
        assertThat(failure(whole)).isSameAs(none);
        assertThat(reasons).isEmpty();
    }

    @Test
    void givesBackWhenTheWorkThrows() {
        AssertionError thrown = new AssertionError("thrown");
        CompletableFuture<Integer> whole = scope(resource -> {
            throw thrown;
        });
        taken.complete("");
        assertThat(reasons).containsExactly(thrown);
        givenBack.complete(Done.getInstance());
        assertThat(failure(whole)).isSameAs(thrown);
    }

    @Test
    @SuppressWarnings("NullAway")
    void givesBackWhenTheWorkGivesNull() {
        CompletableFuture<Integer> whole = scope(resource -> null);
        taken.complete("");
        givenBack.complete(Done.getInstance());
        assertThat(failure(whole))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("return the stage of the last operation");
        assertThat(reasons).hasSize(1);
    }

    @Test
    void givesBackWhenTheWorksStageFails() {
        IllegalStateException failed = new IllegalStateException("failed");
        CompletableFuture<Integer> whole =
                scope(resource -> CompletableFuture.failedStage(new CompletionException(failed)));
        taken.complete("");
        assertThat(reasons).containsExactly(failed);
        givenBack.complete(Done.getInstance());
        assertThat(failure(whole)).isSameAs(failed);
    }

    @Test
    void failsAsTheCleanUpDoesWhenTheWorkWentWell() {
        IllegalStateException cleanUp = new IllegalStateException("clean-up");
        CompletableFuture<Integer> whole = scope(resource -> CompletableFuture.completedStage(1));
        taken.complete("");
        givenBack.completeExceptionally(new CompletionException(cleanUp));
        assertThat(failure(whole)).isSameAs(cleanUp);
    }

    @Test
    void keepsTheWorksFailureAndSuppressesTheCleanUps() {
        IllegalStateException failed = new IllegalStateException("failed");
        IllegalStateException cleanUp = new IllegalStateException("clean-up");
        CompletableFuture<Integer> whole = scope(resource -> CompletableFuture.failedStage(failed));
        taken.complete("");
        givenBack.completeExceptionally(new CompletionException(cleanUp));
        assertThat(failure(whole)).isSameAs(failed).hasSuppressedException(cleanUp);
    }

    @Test
    void endsThoughWorkAndCleanUpFailWithTheSameException() {
        IllegalStateException same = new IllegalStateException("same");
        CompletableFuture<Integer> whole = scope(resource -> CompletableFuture.failedStage(same));
        taken.complete("");
        givenBack.completeExceptionally(same);
        assertThat(failure(whole)).isSameAs(same).hasNoSuppressedExceptions();
    }

    @Test
    void endsThoughTheCleanUpThrows() {
        IllegalStateException thrown = new IllegalStateException("thrown");
        CompletableFuture<Integer> whole = Scopes.<String, Integer>within(
                        taken, resource -> CompletableFuture.completedStage(1), (resource, reason) -> {
                            throw thrown;
                        })
                .toCompletableFuture();
        taken.complete("");
        assertThat(failure(whole)).isSameAs(thrown);
    }

    @Test
    void givesBackWithoutWorkingWhenGivenUpBefore() {
        List<String> worked = new ArrayList<>();
        CompletableFuture<Integer> whole = scope(resource -> {
            worked.add(resource);
            return CompletableFuture.completedStage(1);
        });
        whole.cancel(false);
        taken.complete("late");
        assertThat(worked).isEmpty();
        assertThat(reasons).hasOnlyElementsOfType(CancellationException.class);
    }

    @Test
    void givesBackAsAfterAFailureWhenTheWorkEndsThoughGivenUpMeanwhile() {
        CompletableFuture<Integer> work = new CompletableFuture<>();
        CompletableFuture<Integer> whole = scope(resource -> work);
        taken.complete("");
        whole.cancel(false);
        assertThat(reasons).isEmpty();
        work.complete(1);
        assertThat(reasons).hasSize(1).hasOnlyElementsOfType(CancellationException.class);
    }

    @Test
    void isGivenUpWithTheScopeAroundIt() {
        AtomicBoolean outer = new AtomicBoolean();
        CompletableFuture<Integer> work = new CompletableFuture<>();
        List<Boolean> told = new ArrayList<>();
        CompletableFuture<Integer> whole = Scopes.<String, Integer>within(
                        taken,
                        (resource, givenUp) -> work.whenComplete((value, failure) -> told.add(givenUp.getAsBoolean())),
                        (resource, reason) -> {
                            reasons.add(reason);
                            return givenBack;
                        },
                        outer::get)
                .toCompletableFuture();
        taken.complete("");
        outer.set(true);
        work.complete(1);
        givenBack.complete(Done.getInstance());
        assertThat(told).containsExactly(true);
        assertThat(reasons).hasSize(1).hasOnlyElementsOfType(CancellationException.class);
        assertThat(failure(whole)).isInstanceOf(CancellationException.class);
    }

    @Test
    void handsOverOrGivesBack() {
        List<String> back = new ArrayList<>();
        Function<String, CompletionStage<Done>> giveBack = resource -> {
            back.add(resource);
            return givenBack;
        };
        CompletableFuture<Integer> made = new CompletableFuture<>();
        CompletableFuture<Integer> kept =
                Scopes.handOver(taken, resource -> made, giveBack).toCompletableFuture();
        CompletableFuture<Integer> abandoned =
                Scopes.handOver(taken, resource -> made, giveBack).toCompletableFuture();
        CompletableFuture<Integer> failing = Scopes.<String, Integer>handOver(
                        taken, resource -> CompletableFuture.failedStage(new IllegalStateException("no")), giveBack)
                .toCompletableFuture();
        abandoned.cancel(false);
        taken.complete("resource");
        assertThat(failing).isNotDone();
        made.complete(1);
        givenBack.complete(Done.getInstance());
        assertThat(kept).isCompletedWithValue(1);
        assertThat(failure(failing)).hasMessage("no");
        assertThat(back).containsExactly("resource", "resource");
        assertThatThrownBy(abandoned::get).isInstanceOf(CancellationException.class);
    }
}
