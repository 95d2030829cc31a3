package io.granary.engine.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.Priority;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.Lease;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random wishes, checked against one list that is searched anew each time. */
class WaitersPropertyTest {

    private static final int SEEDS = 300;
    private static final int OPERATIONS = 80;

    private record Entry(Waiter waiter, Promise<Lease> promise, long place) {}

    @Test
    void behavesAsAListSearchedForTheBest() {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed);
        }
    }

    private static void run(long seed) {
        Random random = new Random(seed);
        Waiters waiters = new Waiters();
        List<Entry> model = new ArrayList<>();
        for (int operation = 0; operation < OPERATIONS; operation++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    Entry entry = entry(random, operation);
                    model.add(entry);
                    waiters.add(entry.waiter());
                }
                case 2 -> {
                    Entry entry = entry(random, -operation);
                    model.add(entry);
                    waiters.addFirst(entry.waiter());
                }
                case 3 -> giveUp(random, model);
                case 4 -> assertThat(waiters.next()).as("seed %s", seed).isSameAs(next(model));
                default -> {
                    long now = random.nextInt(100);
                    assertThat(Set.copyOf(waiters.removeIf(waiter -> waiter.isLate(now))))
                            .as("seed %s", seed)
                            .isEqualTo(removeLate(model, now));
                }
            }
            assertThat(waiters.size()).as("seed %s", seed).isEqualTo(model.size());
            assertThat(waiters.isEmpty()).isEqualTo(model.isEmpty());
        }
    }

    private static Entry entry(Random random, long place) {
        Promise<Lease> promise = Wishes.promise();
        List<Priority> classes = List.of(Priority.values());
        Priority priority = classes.get(random.nextInt(classes.size()));
        return new Entry(Wishes.waiter(priority, random.nextInt(100), promise), promise, place);
    }

    private static void giveUp(Random random, List<Entry> model) {
        if (!model.isEmpty()) {
            model.get(random.nextInt(model.size())).promise().cancel(false);
        }
    }

    /** Who gave up is forgotten when their turn comes, and not before. */
    private static @Nullable Waiter next(List<Entry> model) {
        List<Entry> inOrder = new ArrayList<>(model);
        inOrder.sort(Comparator.<Entry, Priority>comparing(
                        entry -> entry.waiter().terms().priority())
                .thenComparingLong(Entry::place));
        for (Entry entry : inOrder) {
            model.remove(entry);
            if (!entry.promise().isDone()) {
                return entry.waiter();
            }
        }
        return null;
    }

    private static Set<Waiter> removeLate(List<Entry> model, long now) {
        Set<Waiter> late = model.stream()
                .map(Entry::waiter)
                .filter(waiter -> waiter.deadline() <= now)
                .collect(Collectors.toSet());
        model.removeIf(entry -> late.contains(entry.waiter()));
        return late;
    }
}
