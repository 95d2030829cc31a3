package io.granary.engine.internal.connection;

import static io.granary.engine.internal.connection.ConnectionCommand.End.INNERMOST;
import static io.granary.engine.internal.connection.ConnectionCommand.End.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.TransactionMode;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random operations, checked against a server that remembers what failed on it, and against a model of the levels. */
class TransactionStatePropertyTest {

    private static final int SEEDS = 400;
    private static final int OPERATIONS = 60;

    @Test
    void neverCommitsAfterAFailureWithoutARollbackAndKeepsTheLevelsOfTheModel() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed);
            for (int operation = 0; operation < OPERATIONS; operation++) {
                run.operate();
            }
        }
    }

    /** What the server holds: the transaction, its savepoints by name, and whether work within each failed. */
    private static final class Server {

        private final List<String> levels = new ArrayList<>();
        private final List<Boolean> failed = new ArrayList<>();

        void run(Step step) {
            if (step instanceof Step.Begin) {
                assertThat(levels).isEmpty();
                push("");
            } else if (step instanceof Step.SetSavepoint savepoint) {
                assertThat(levels).isNotEmpty().doesNotContain(savepoint.name());
                push(savepoint.name());
            } else if (step instanceof Step.Commit) {
                assertThat(levels).isNotEmpty();
                assertThat(failed).as("nothing failed that was not rolled back").doesNotContain(true);
                pop(0);
            } else if (step instanceof Step.Rollback) {
                assertThat(levels).isNotEmpty();
                pop(0);
            } else if (step instanceof Step.ReleaseSavepoint savepoint) {
                int index = levels.indexOf(savepoint.name());
                assertThat(index).isPositive();
                assertThat(failed.subList(index, failed.size())).doesNotContain(true);
                pop(index);
            } else if (step instanceof Step.RollbackToSavepoint savepoint) {
                int index = levels.indexOf(savepoint.name());
                assertThat(index).isPositive();
                pop(index);
            }
        }

        void fail() {
            if (!failed.isEmpty()) {
                failed.set(failed.size() - 1, true);
            }
        }

        private void push(String name) {
            levels.add(name);
            failed.add(false);
        }

        private void pop(int index) {
            levels.subList(index, levels.size()).clear();
            failed.subList(index, failed.size()).clear();
        }
    }

    private static final class Run {

        private final long seed;
        private final Random random;
        private final TransactionState state = new TransactionState();
        private final Server server = new Server();
        private final List<Long> model = new ArrayList<>();
        private boolean failed;
        private String done = "";

        private Run(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        private void operate() {
            int choice = random.nextInt(6);
            done += choice;
            switch (choice) {
                case 0 -> statement(random.nextInt(4) == 0);
                case 1 -> begin();
                case 2 -> beginNested();
                case 3, 4 -> commit(target());
                default -> rollback(target());
            }
            check();
        }

        private void statement(boolean refusedByServer) {
            try {
                List<Step> steps = state.beforeStatement(TransactionMode.DEFAULT, false);
                assertThat(failed).as(told()).isFalse();
                if (model.isEmpty()) {
                    model.add(state.innermost());
                }
                steps.forEach(server::run);
                if (refusedByServer) {
                    server.fail();
                    state.statementFailed(failure());
                    failed = true;
                }
            } catch (PendingRollbackException refused) {
                assertThat(failed).as(told()).isTrue();
            }
        }

        private void begin() {
            try {
                state.begin(TransactionMode.DEFAULT, false, false).forEach(server::run);
                assertThat(model).as(told()).isEmpty();
                model.add(state.innermost());
            } catch (InvalidRequestException refused) {
                assertThat(model).as(told()).isNotEmpty();
            }
        }

        private void beginNested() {
            try {
                List<Step> steps = state.beginNested(TransactionMode.DEFAULT, false, false);
                assertThat(failed).as(told()).isFalse();
                steps.forEach(server::run);
                if (model.isEmpty()) {
                    model.add(state.snapshot().active().get(0));
                }
                model.add(state.innermost());
            } catch (PendingRollbackException refused) {
                assertThat(failed).as(told()).isTrue();
            }
        }

        private void commit(long id) {
            int index = index(id);
            try {
                List<Step> steps = state.commit(id);
                assertThat(index < 0
                                || !server.failed
                                        .subList(index, server.failed.size())
                                        .contains(true))
                        .as(told())
                        .isTrue();
                if (index >= 0 && random.nextInt(5) == 0) {
                    endRefusedByServer(id, index);
                    return;
                }
                steps.forEach(server::run);
                end(id, index);
            } catch (PendingRollbackException refused) {
                assertThat(server.failed.subList(index, server.failed.size()))
                        .as(told())
                        .contains(true);
                // Whose commit was refused has to be rolled back, even when only something within it had failed.
                server.failed.set(index, true);
            }
        }

        /** The server still has the level, and says that what was done in it is lost. */
        private void endRefusedByServer(long id, int index) {
            state.endFailed(id, failure());
            failed = true;
            if (index == 0) {
                server.failed.set(0, true);
            } else {
                server.failed.set(index - 1, true);
                server.pop(index);
                model.subList(index, model.size()).clear();
            }
        }

        private void rollback(long id) {
            int index = index(id);
            state.rollback(id).forEach(server::run);
            end(id, index);
        }

        private void end(long id, int index) {
            state.ended(id, false);
            if (index >= 0) {
                model.subList(index, model.size()).clear();
            }
            failed = server.failed.contains(true);
        }

        private long target() {
            return switch (random.nextInt(3)) {
                case 0 -> ROOT;
                case 1 -> INNERMOST;
                default -> model.isEmpty() ? ROOT : model.get(random.nextInt(model.size()));
            };
        }

        private int index(long id) {
            if (id == INNERMOST) {
                return model.size() - 1;
            }
            return id == ROOT ? Math.min(0, model.size() - 1) : model.indexOf(id);
        }

        private void check() {
            assertThat(state.inTransaction()).as(told()).isEqualTo(!model.isEmpty());
            assertThat(state.snapshot().pendingRollback()).as(told()).isEqualTo(failed);
            assertThat(server.levels).as(told()).hasSameSizeAs(model);
            if (!failed) {
                assertThat(state.snapshot().active()).as(told()).isEqualTo(model);
            }
            assertThat(model).as(told()).allMatch(state::isOpen);
        }

        private String told() {
            return "seed " + seed + ", operations " + done;
        }

        private static GranaryException failure() {
            return InvalidRequestException.of("It failed.", "none");
        }
    }
}
