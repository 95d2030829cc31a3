package io.granary.engine.internal.connection;

import io.granary.error.GranaryException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operation that runs: which step it is at, what its statement gave, and whether it is on its way to failing. Plain. */
final class RunningOperation {

    private final long id;
    private final Operation operation;
    private final Deque<Step> steps;
    private StatementRows rows = StatementRows.NOTHING;
    private boolean run;
    private @Nullable Step current;
    private @Nullable GranaryException failure;

    RunningOperation(long id, Operation operation, List<Step> steps) {
        this.id = id;
        this.operation = operation;
        this.steps = new ArrayDeque<>(steps);
    }

    long id() {
        return id;
    }

    Operation operation() {
        return operation;
    }

    /** The step whose end is awaited. */
    @Nullable Step current() {
        return current;
    }

    /** Why it fails, once it does; the steps left then clean up. */
    @Nullable GranaryException failure() {
        return failure;
    }

    StatementRows rows() {
        return rows;
    }

    /** Whether a statement of it has ended well, and perhaps committed itself. */
    boolean hasRun() {
        return run;
    }

    /** Moves to the next step, or to null after the last. */
    @Nullable Step next() {
        current = steps.poll();
        return current;
    }

    /** Has another step run before the current one. */
    void first(Step other) {
        Step next = current;
        if (next != null) {
            steps.addFirst(next);
        }
        current = other;
    }

    /** Whether no step comes after the one whose end is awaited. */
    boolean isLast() {
        return steps.isEmpty();
    }

    void ended(StatementRows given, TransactionState transactions) {
        Step step = current;
        run |= step instanceof Step.Run;
        if (step instanceof Step.Run ended && failure == null) {
            try {
                rows = rows.and(ResultAssembly.arranged(ended.statement(), given));
            } catch (GranaryException unordered) {
                failed(unordered, transactions);
                return;
            }
        }
        if (step != null && failure == null) {
            List<Step> next = operation.stepped(step, given, transactions);
            for (int last = next.size() - 1; last >= 0; last--) {
                steps.addFirst(next.get(last));
            }
        }
    }

    /** The current step failed on a link that lives. The first failure is the one that counts. */
    void failed(GranaryException cause, TransactionState transactions) {
        steps.clear();
        Step step = current;
        if (failure == null && step != null) {
            failure = cause;
            steps.addAll(operation.stepFailed(step, cause, transactions));
        }
    }

    /** Answers who asked for it; it is over. */
    void answer(TransactionState transactions) {
        GranaryException cause = failure;
        if (cause == null) {
            operation.succeed(rows, transactions);
        } else {
            operation.fail(cause);
        }
    }
}
