package io.granary.engine.internal.connection;

import static io.granary.engine.internal.connection.ConnectionCommand.End.ROOT;

import io.granary.driver.TransactionMode;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one lease: the root, its savepoints, which of them failed, and which scopes they belong to.
 *
 * <p>Plain: it says which steps an operation needs, or throws why it may not run, and is told how the steps ended. A statement that the
 * database refused marks the innermost transaction as failed, on every database alike, although only PostgreSQL refuses further work by
 * itself: else half a transaction could be committed elsewhere.
 */
final class TransactionState {

    private static final String SAVEPOINT_PREFIX = "granary_sp_";

    private static final class Level {
        private final long id;
        private final boolean scoped;
        private final boolean onServer;
        private final String savepoint;
        private @Nullable GranaryException failure;
        private boolean active = true;

        /** Those that ended as part of this one when one around them was released; mostly none, for inner ones end first. */
        private Set<Long> takenAlong = Set.of();

        private Level(long id, boolean scoped, boolean onServer, String savepoint) {
            this.id = id;
            this.scoped = scoped;
            this.onServer = onServer;
            this.savepoint = savepoint;
        }

        private void take(Level inner, boolean unasked) {
            if (unasked || !inner.takenAlong.isEmpty()) {
                Set<Long> more = new HashSet<>(takenAlong);
                more.addAll(inner.takenAlong);
                if (unasked) {
                    more.add(inner.id);
                }
                takenAlong = more;
            }
        }
    }

    private final List<Level> levels = new ArrayList<>();
    private final Set<Long> interrupted = new HashSet<>();

    /** Those that were taken along by the last root, which was committed. */
    private Set<Long> takenAlong = Set.of();

    private long lastId;
    private int savepoints;

    /** The steps before a statement; begins the root where there is none. */
    List<Step> beforeStatement(TransactionMode mode, boolean autocommit) {
        requireUsable();
        requireOnServer(autocommit);
        if (!levels.isEmpty() || autocommit) {
            return List.of();
        }
        push(false, true, "");
        return List.of(new Step.Begin(mode));
    }

    /** The steps that begin the root; the new level is {@link #innermost()}. */
    List<Step> begin(TransactionMode mode, boolean autocommit, boolean scoped) {
        requireNoInterruption();
        if (!levels.isEmpty()) {
            throw InvalidRequestException.of(
                    "This connection has already initialized a transaction, by begin() or by its first statement (autobegin).",
                    "commit or roll back first, use beginNested() for a savepoint, or begin before the first statement");
        }
        push(scoped, !autocommit, "");
        return autocommit ? List.of() : List.of(new Step.Begin(mode));
    }

    /** The steps that set a savepoint, after the root has begun where there is none. */
    List<Step> beginNested(TransactionMode mode, boolean autocommit, boolean scoped) {
        requireUsable();
        requireOnServer(autocommit);
        List<Step> steps = new ArrayList<>(2);
        if (levels.isEmpty()) {
            push(false, !autocommit, "");
            if (!autocommit) {
                steps.add(new Step.Begin(mode));
            }
        }
        boolean onServer = levels.get(0).onServer;
        String name = SAVEPOINT_PREFIX + ++savepoints;
        push(scoped, onServer, name);
        if (onServer) {
            steps.add(new Step.SetSavepoint(name));
        }
        return steps;
    }

    /** The steps that commit a level; none when the root is meant and there is none. */
    List<Step> commit(long id) {
        int index = indexOf(id);
        if (index < 0) {
            if (id <= ROOT) {
                return List.of();
            }
            throw InvalidRequestException.of(
                    "This transaction is inactive: it was committed, rolled back, or ended with the one around it.",
                    "begin another");
        }
        Level failed = firstFailed(index);
        if (failed != null) {
            levels.get(index).active = false;
            throw pendingRollback(failed);
        }
        Level level = levels.get(index);
        if (!level.onServer) {
            return List.of();
        }
        return List.of(index == 0 ? new Step.Commit() : new Step.ReleaseSavepoint(level.savepoint));
    }

    /** The steps that roll a level back; none when it has ended already. */
    List<Step> rollback(long id) {
        int index = indexOf(id);
        if (index < 0 || !levels.get(index).onServer) {
            return List.of();
        }
        return List.of(index == 0 ? new Step.Rollback() : new Step.RollbackToSavepoint(levels.get(index).savepoint));
    }

    /** Whether there is anything to roll back under an id. */
    boolean isOpen(long id) {
        return indexOf(id) >= 0;
    }

    /** A level was committed or released. Those that were still open within it belong to what is around it now, and are undone with that alone. */
    void committed(long id, boolean byScope) {
        int index = indexOf(id);
        if (index >= 0) {
            Level level = levels.get(index);
            levels.subList(index + 1, levels.size()).forEach(inner -> level.take(inner, true));
            if (index > 0) {
                levels.get(index - 1).take(level, false);
            }
            Set<Long> taken = level.takenAlong;
            ended(id, byScope);
            takenAlong = index == 0 ? taken : Set.of();
        }
    }

    /** A level and those within it have ended. A scoped one that was not ended by its scope stops the scope's further statements. */
    void ended(long id, boolean byScope) {
        int index = indexOf(id);
        if (index < 0) {
            return;
        }
        for (int inner = levels.size() - 1; inner >= index; inner--) {
            Level level = levels.remove(inner);
            if (level.scoped && !(byScope && inner == index)) {
                interrupted.add(level.id);
            }
        }
    }

    /** The scope of a level is over; whether its level had been ended by hand before. */
    boolean leaveScope(long id) {
        return interrupted.remove(id);
    }

    /**
     * The end of a level failed although the link lives. A root stays, inactive, until it is rolled back; a savepoint is gone, and the
     * level around it has to be rolled back.
     */
    void endFailed(long id, GranaryException failure) {
        int index = indexOf(id);
        if (index == 0) {
            levels.get(0).active = false;
            levels.get(0).failure = failure;
        } else if (index > 0) {
            Level around = levels.get(index - 1);
            ended(id, true);
            around.failure = failure;
        }
    }

    /** The database refused something within the innermost level. */
    void statementFailed(GranaryException failure) {
        if (!levels.isEmpty()) {
            Level level = levels.get(levels.size() - 1);
            if (level.onServer && level.failure == null) {
                level.failure = failure;
            }
        }
    }

    /** The innermost level could not be begun after all. */
    void beginFailed() {
        if (!levels.isEmpty()) {
            levels.remove(levels.size() - 1);
        }
    }

    /** The root, said to have begun, could not be begun on the server, so that nothing was set in it either; it has to be rolled back. */
    void neverBegan(GranaryException failure) {
        while (levels.size() > 1) {
            levels.remove(levels.size() - 1);
        }
        statementFailed(failure);
    }

    /** The id of the innermost level. */
    long innermost() {
        return levels.get(levels.size() - 1).id;
    }

    boolean inTransaction() {
        return !levels.isEmpty();
    }

    /** Whether the server has a transaction open, or one that failed. */
    boolean onServer() {
        return !levels.isEmpty() && levels.get(0).onServer;
    }

    /** Forgets everything: the lease is over, or the link is lost. */
    void clear() {
        levels.clear();
        interrupted.clear();
        takenAlong = Set.of();
        savepoints = 0;
    }

    TransactionSnapshot snapshot() {
        if (levels.isEmpty()) {
            return takenAlong.isEmpty()
                    ? TransactionSnapshot.NONE
                    : new TransactionSnapshot(List.of(), false, takenAlong);
        }
        List<Long> active = new ArrayList<>(levels.size());
        for (Level level : levels) {
            if (!level.active) {
                break;
            }
            active.add(level.id);
        }
        return new TransactionSnapshot(active, firstFailed(0) != null, takenAlongByAny());
    }

    private Set<Long> takenAlongByAny() {
        Set<Long> all = Set.of();
        for (Level level : levels) {
            if (!level.takenAlong.isEmpty()) {
                all = new HashSet<>(all);
                all.addAll(level.takenAlong);
            }
        }
        return all;
    }

    private void push(boolean scoped, boolean onServer, String savepoint) {
        takenAlong = Set.of();
        levels.add(new Level(++lastId, scoped, onServer, savepoint));
    }

    private int indexOf(long id) {
        if (id <= ROOT) {
            return levels.isEmpty() || id == ROOT ? Math.min(0, levels.size() - 1) : levels.size() - 1;
        }
        for (int index = 0; index < levels.size(); index++) {
            if (levels.get(index).id == id) {
                return index;
            }
        }
        return -1;
    }

    private @Nullable Level firstFailed(int from) {
        for (Level level : levels.subList(from, levels.size())) {
            if (level.failure != null || !level.active) {
                return level;
            }
        }
        return null;
    }

    private void requireUsable() {
        requireNoInterruption();
        Level failed = firstFailed(0);
        if (failed != null) {
            throw pendingRollback(failed);
        }
    }

    /** A transaction in autocommit is a word only: what a view with transactions runs in it could not be rolled back. */
    private void requireOnServer(boolean autocommit) {
        if (!autocommit && !levels.isEmpty() && !levels.get(0).onServer) {
            throw InvalidRequestException.of(
                    "The open transaction was begun by a view in autocommit, where each statement is committed by itself;"
                            + " this view is not in autocommit.",
                    "commit or roll back first, or begin the transaction on the view that runs its statements");
        }
    }

    private void requireNoInterruption() {
        if (!interrupted.isEmpty()) {
            throw InvalidRequestException.of(
                    "The transaction of this scope was ended by hand; nothing more can run on a closed transaction inside its scope.",
                    "let the scope end the transaction, or leave the scope first");
        }
    }

    private static PendingRollbackException pendingRollback(Level level) {
        boolean nested = !level.savepoint.isEmpty();
        String what = nested ? "savepoint" : "transaction";
        ErrorReport report = ErrorReport.of(
                ErrorCode.PENDING_ROLLBACK, "This " + what + " failed and has to be rolled back before anything else.");
        GranaryException failure = level.failure;
        if (failure != null) {
            report = report.with("failed on", failure.report().sentence());
        }
        return new PendingRollbackException(
                report.hint("call rollback() on the " + what
                        + "; to go on after an error, run what may fail in beginNested(...)"),
                failure);
    }
}
