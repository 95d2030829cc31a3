package io.granary.testkit;

import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.RowReceiver;
import io.granary.testkit.fixtures.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An execution that goes by a plan. One thread at a time delivers; who comes meanwhile leaves it the work (as the Reactive Streams
 * rules 1.3 and 3.3 ask of a publisher).
 */
final class ScriptedDelivery implements DriverExecution {

    private final ScriptedDriver driver;
    private final int connection;
    private final ScriptedPlan plan;
    private final int chunkSize;
    private final RowReceiver receiver;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger work = new AtomicInteger();
    private volatile boolean asked;
    private volatile boolean answered;
    private volatile boolean stopped;
    private volatile boolean ended;
    private volatile @Nullable DriverException failure;
    private Supplier<@Nullable DriverException> obstacle = () -> null;
    private boolean told;
    private int place;

    ScriptedDelivery(ScriptedDriver driver, int connection, ScriptedPlan plan, int chunkSize, RowReceiver receiver) {
        this.driver = driver;
        this.connection = connection;
        this.plan = plan;
        this.chunkSize = chunkSize;
        this.receiver = receiver;
    }

    void start(Supplier<@Nullable DriverException> state) {
        obstacle = state;
        Step step = plan.start();
        switch (step.kind()) {
            case FAIL -> fail(ScriptedStage.failure(step.requiredError()));
            case NEVER, THROW -> {}
            case LATE ->
                step.requiredLate().whenReleased(error -> {
                    if (error == null) {
                        answer();
                    } else {
                        fail(ScriptedStage.failure(error));
                    }
                });
            case ANSWER, ANSWER_FALSE, TWICE -> answer();
        }
    }

    @Override
    public void request(long chunks) {
        if (chunks < 1) {
            throw new IllegalArgumentException("request(" + chunks + "): at least 1 is to be asked for.");
        }
        demand.accumulateAndGet(chunks, (had, more) -> had + more < 0 ? ALL : had + more);
        asked = true;
        drain();
    }

    @Override
    public void cancel() {
        if (!ended && !stopped) {
            stopped = true;
            driver.book().note("stopped", connection, "");
        }
    }

    /** Ends the execution, unless it is over. */
    void fail(DriverException reason) {
        if (failure == null) {
            failure = reason;
        }
        drain();
    }

    private void answer() {
        DriverException reason = obstacle.get();
        if (reason != null) {
            failure = reason;
        }
        answered = true;
        drain();
    }

    private void drain() {
        if (asked && work.getAndIncrement() == 0) {
            driver.signals().execute(() -> {
                int seen = 1;
                do {
                    deliver();
                    seen = work.addAndGet(-seen);
                } while (seen != 0);
            });
        }
    }

    private void deliver() {
        while (answered && !over() && failure == null && place < plan.elements().size()) {
            Object element = plan.elements().get(place);
            if (element instanceof Long count) {
                place++;
                receiver.updated(count);
            } else if (demand.get() > 0) {
                deliverChunk();
            } else {
                return;
            }
        }
        if (!over()) {
            end();
        }
    }

    private void deliverChunk() {
        if (demand.get() != ALL) {
            demand.decrementAndGet();
        }
        List<Object[]> chunk = new ArrayList<>();
        while (place < plan.elements().size()
                && chunk.size() < chunkSize
                && plan.elements().get(place) instanceof Object[] row) {
            chunk.add(row.clone());
            place++;
        }
        if (!told) {
            told = true;
            receiver.columns(plan.columns());
        }
        if (!over()) {
            receiver.rows(chunk);
        }
    }

    private void end() {
        DriverException reason = failure;
        if (reason == null && answered) {
            Throwable told = plan.ending().error();
            reason = told == null ? null : ScriptedStage.failure(told);
        }
        if (reason != null) {
            ended = true;
            receiver.failed(reason);
        } else if (answered && plan.ending().comes()) {
            ended = true;
            receiver.completed();
        }
    }

    private boolean over() {
        return stopped || ended;
    }
}
