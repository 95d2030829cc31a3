package io.granary.engine.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which thread a turn runs on, and when. */
final class TrampolineTest {

    private final List<String> seen = new ArrayList<>();
    private final TrampolinedExecutor elsewhere = TrampolinedExecutor.of(Executors.newSingleThreadExecutor());

    @AfterEach
    void shutDown() {
        elsewhere.shutdown();
    }

    @Test
    void takesNoTurnOnAThreadThatNobodyOpened() {
        assertThat(Trampoline.take(() -> seen.add("turn"))).isFalse();
        assertThat(seen).isEmpty();
    }

    @Test
    void runsATurnAfterTheActionThatSetItGoing() {
        Trampoline.run(() -> {
            assertThat(Trampoline.take(() -> seen.add("turn"))).isTrue();
            seen.add("action");
        });

        assertThat(seen).containsExactly("action", "turn");
        assertThat(Trampoline.take(() -> seen.add("late"))).isFalse();
    }

    @Test
    void runsATurnOfATurnAfterItAndNotWithinIt() {
        Trampoline.run(() -> Trampoline.take(() -> {
            Trampoline.run(() -> Trampoline.take(() -> seen.add("second")));
            seen.add("first");
        }));

        assertThat(seen).containsExactly("first", "second");
    }

    @Test
    void leavesTheThreadToItsOwnerAfterManyTurns() {
        List<Boolean> taken = new ArrayList<>();
        Trampoline.run(() -> {
            for (int turn = 0; turn < 100; turn++) {
                taken.add(Trampoline.take(() -> seen.add("turn")));
            }
        });

        assertThat(seen).hasSize(64);
        assertThat(taken.subList(0, 64)).containsOnly(true);
        assertThat(taken.subList(64, 100)).containsOnly(false);
    }

    /** The callback may wait for what the turn brings about. */
    @Test
    void runsATurnOfACallbackBeforeItGoesOn() {
        Trampoline.lend(() -> {
            assertThat(Trampoline.take(() -> seen.add("turn"))).isTrue();
            seen.add("callback");
        });

        assertThat(seen).containsExactly("turn", "callback");
        assertThat(Trampoline.take(() -> seen.add("late"))).isFalse();
    }

    @Test
    void isUsableAfterATurnThatThrew() {
        assertThatThrownBy(() -> Trampoline.run(() -> {
                    Trampoline.take(() -> {
                        throw new IllegalStateException("a defect");
                    });
                    Trampoline.take(() -> seen.add("behind it"));
                }))
                .hasMessage("a defect");

        Trampoline.run(() -> seen.add("next"));
        assertThat(seen).containsExactly("behind it", "next");
    }

    @Test
    void runsElsewhereWhatNoThreadAtHandMayRun() throws Exception {
        assertThat(elsewhere.submit(() -> Thread.currentThread().getName()).get())
                .isNotEqualTo(Thread.currentThread().getName());
        Trampoline.run(
                () -> elsewhere.execute(() -> seen.add(Thread.currentThread().getName())));
        assertThat(seen).containsExactly(Thread.currentThread().getName());
    }

    /** An engine's turn that waited behind the user's code would wait for good if that code waits for it. */
    @Test
    void runsTurnsOfACallbacksTurnAtOnce() {
        Trampoline.lend(() -> {
            assertThat(Trampoline.takeAsCallback(() -> {
                        Trampoline.take(() -> seen.add("engine"));
                        seen.add("user");
                    }))
                    .isTrue();
            seen.add("callback");
        });

        assertThat(seen).containsExactly("engine", "user", "callback");
    }

    @Test
    void takesNoCallbacksTurnWhereNobodyLentTheThreadOrTurnsWait() {
        assertThat(Trampoline.takeAsCallback(() -> seen.add("turn"))).isFalse();
        Trampoline.run(() ->
                assertThat(Trampoline.takeAsCallback(() -> seen.add("turn"))).isFalse());
        Trampoline.lend(() -> Trampoline.run(() ->
                assertThat(Trampoline.takeAsCallback(() -> seen.add("turn"))).isFalse()));
        assertThat(seen).isEmpty();
    }
}
