package io.granary.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.DriverThreads;
import io.granary.testkit.fixtures.CapturedLogs;
import io.granary.testkit.fixtures.Eventually;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rounds of completions on an executor and with looks that the test runs when it likes. */
final class CompletionsTest {

    private static final DriverThreads OF_NO_USE = new DriverThreads() {};

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final ConcurrentLinkedQueue<Runnable> looks = new ConcurrentLinkedQueue<>();
    private final List<Integer> completed = Collections.synchronizedList(new ArrayList<>());

    private final AtomicLong clock = new AtomicLong();

    private Completions completions() {
        return new Completions(tasks::add, looks::add, OF_NO_USE, clock::get);
    }

    private void runTask() {
        tasks.remove().run();
    }

    private void look() {
        Runnable look = looks.poll();
        assertThat(look).isNotNull();
        if (look != null) {
            look.run();
        }
    }

    @Test
    void completesManyInOrderByOneTask() {
        Completions completions = completions();
        IntStream.range(0, 10).forEach(number -> completions.execute(() -> completed.add(number)));

        assertThat(tasks).hasSize(1);
        runTask();
        assertThat(completed).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(tasks).isEmpty();
        completions.execute(() -> completed.add(10));
        runTask();
        assertThat(completed).endsWith(10);
    }

    @Test
    void letsOtherTasksOfTheExecutorIn() {
        Completions completions = completions();
        IntStream.range(0, 100).forEach(number -> completions.execute(() -> completed.add(number)));

        runTask();
        assertThat(completed).hasSize(64);
        runTask();
        assertThat(completed).hasSize(100);
    }

    @Test
    void completesWhatACallbackCausesInTheSameRound() {
        Completions completions = completions();
        completions.execute(() -> completions.execute(() -> completed.add(2)));

        runTask();
        assertThat(completed).containsExactly(2);
        assertThat(tasks).isEmpty();
    }

    @Test
    void beginsARoundWhenTheThreadAtHandIsDone() {
        List<Runnable> later = new ArrayList<>();
        DriverThreads loop = new DriverThreads() {
            @Override
            public void afterwards(Runnable task) {
                later.add(task);
            }
        };
        Completions completions = new Completions(tasks::add, looks::add, loop, clock::get);
        completions.execute(() -> completed.add(1));
        completions.execute(() -> completed.add(2));

        assertThat(tasks).isEmpty();
        assertThat(later).hasSize(1);
        later.get(0).run();
        runTask();
        assertThat(completed).containsExactly(1, 2);
    }

    @Test
    void takesAThreadThatTheDriverLendsAndSaysWhenACallbackBlocksIt() throws InterruptedException {
        List<Runnable> lent = new ArrayList<>();
        List<Thread> relieved = new ArrayList<>();
        DriverThreads threads = new DriverThreads() {
            @Override
            public boolean lend(Runnable callbacks) {
                return lent.add(callbacks);
            }

            @Override
            public void relieve(Thread blocked) {
                relieved.add(blocked);
            }
        };
        Completions completions = new Completions(tasks::add, looks::add, threads, clock::get);
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        completions.execute(() -> {
            blocked.countDown();
            await(release);
        });

        assertThat(tasks).isEmpty();
        Thread worker = new Thread(lent.remove(0));
        worker.start();
        await(blocked);
        look();
        assertThat(relieved).isEmpty();
        look();

        assertThat(relieved).containsExactly(worker);
        release.countDown();
        worker.join();
    }

    /** As where somebody who is told of rows blocks the connection's thread. */
    @Test
    void takesAnotherThreadWhenTheOneThatWasLentDoesNotComeToIt() {
        List<Runnable> lent = new ArrayList<>();
        DriverThreads threads = new DriverThreads() {
            @Override
            public boolean lend(Runnable callbacks) {
                return lent.isEmpty() && lent.add(callbacks);
            }
        };
        Completions completions = new Completions(tasks::add, looks::add, threads, clock::get);
        completions.execute(() -> completed.add(1));
        look();
        assertThat(tasks).isEmpty();
        look();

        runTask();
        assertThat(completed).containsExactly(1);
        lent.get(0).run();
        assertThat(completed).as("by one of them").containsExactly(1);
    }

    @Test
    void completesOnTheCallersThreadWhereTheExecutorTakesNothingMore() {
        Completions completions = new Completions(
                task -> {
                    throw new RejectedExecutionException("ended");
                },
                look -> {
                    throw new IllegalStateException("ended too");
                },
                OF_NO_USE,
                clock::get);

        completions.execute(() -> completed.add(1));
        completions.execute(() -> completed.add(2));
        assertThat(completed).containsExactly(1, 2);
    }

    @Test
    void stopsLookingWhenThereIsNothingToDo() {
        Completions completions = completions();
        completions.execute(() -> completed.add(1));
        assertThat(looks).hasSize(1);
        runTask();

        look();
        assertThat(looks).isEmpty();
        completions.execute(() -> completed.add(2));
        assertThat(looks).hasSize(1);
    }

    /** The second one has a task of its own already. */
    @Test
    @Tag("F70")
    void tellsOnceOfEachCallbackThatBlocksForLongAndWhereItStands() {
        ExecutorService threads = Executors.newCachedThreadPool();
        CountDownLatch release = new CountDownLatch(1);
        try (CapturedLogs logs = CapturedLogs.ofEverything()) {
            Completions completions = new Completions(threads, looks::add, OF_NO_USE, clock::get);
            for (int callback = 1; callback <= 2; callback++) {
                CountDownLatch blocked = new CountDownLatch(1);
                completions.execute(() -> {
                    blocked.countDown();
                    await(release);
                });
                await(blocked);
                look();
                look();
                clock.addAndGet(Duration.ofMillis(999).toNanos());
                look();
                assertThat(blockedCallbacks(logs)).isEqualTo(callback - 1);

                clock.addAndGet(Duration.ofMillis(1).toNanos());
                look();
                look();

                assertThat(blockedCallbacks(logs)).isEqualTo(callback);
            }
        } finally {
            release.countDown();
            threads.shutdown();
        }
    }

    private static long blockedCallbacks(CapturedLogs logs) {
        return logs.messages().stream()
                .filter(line -> line.contains("has blocked the thread"))
                .count();
    }

    /** What the blocked callback waits for may be among those behind it. */
    @Test
    void hasAnotherThreadTakeOverBehindACallbackThatBlocks() {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Completions completions = new Completions(threads, looks::add, OF_NO_USE, clock::get);
            CountDownLatch blocked = new CountDownLatch(1);
            CountDownLatch behind = new CountDownLatch(1);
            completions.execute(() -> {
                blocked.countDown();
                await(behind);
                completed.add(1);
            });
            await(blocked);
            completions.execute(behind::countDown);

            look();
            assertThat(completed).isEmpty();
            look();

            Eventually.holds("both completed", LIMIT, () -> completed.equals(List.of(1)) && behind.getCount() == 0);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void givesEachStageATaskOfItsOwnForAWhileAfterThat() {
        Completions completions = completions();
        completions.execute(() -> {
            look();
            look();
            completed.add(1);
        });
        runTask();
        assertThat(tasks).hasSize(1);

        completions.execute(() -> completed.add(2));
        completions.execute(() -> completed.add(3));
        assertThat(tasks).hasSize(3);
        while (!tasks.isEmpty()) {
            runTask();
        }
        assertThat(completed).containsExactly(1, 2, 3);

        for (int looked = 0; looked < 100; looked++) {
            look();
        }
        completions.execute(() -> completed.add(4));
        completions.execute(() -> completed.add(5));
        assertThat(tasks).hasSize(1);
    }

    @Test
    void asksForNoSecondThreadWhereThereIsNotOne() {
        Completions completions = completions();
        completions.execute(() -> completed.add(1));
        for (int looked = 0; looked < 10; looked++) {
            look();
        }
        assertThat(tasks).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
