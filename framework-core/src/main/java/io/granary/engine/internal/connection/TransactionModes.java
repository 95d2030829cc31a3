package io.granary.engine.internal.connection;

import io.granary.driver.TransactionMode;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.IsolationLevel;
import java.util.Optional;

/** What the options of an execution say of the transaction that it begins. */
final class TransactionModes {

    private TransactionModes() {}

    /** Whether transactions are the caller's word only, and every statement is committed by itself. */
    static boolean autocommit(ExecutionOptions options) {
        return options.isolationLevel()
                .filter(level -> level == IsolationLevel.AUTOCOMMIT)
                .isPresent();
    }

    static TransactionMode mode(ExecutionOptions options) {
        Optional<String> isolation = options.isolationLevel()
                .filter(level -> level != IsolationLevel.AUTOCOMMIT)
                .map(IsolationLevel::sql);
        return isolation.isEmpty() && options.readOnly().isEmpty()
                ? TransactionMode.DEFAULT
                : new TransactionMode(isolation, options.readOnly());
    }
}
