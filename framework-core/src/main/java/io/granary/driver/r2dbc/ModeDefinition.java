package io.granary.driver.r2dbc;

import io.granary.driver.TransactionMode;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.TransactionDefinition;
import org.jspecify.annotations.Nullable;

/** A transaction's mode as R2DBC's drivers read it (R2DBC 1.0, section 6.3.1). */
record ModeDefinition(TransactionMode mode) implements TransactionDefinition {

    @Override
    public <T> @Nullable T getAttribute(Option<T> option) {
        if (option.equals(ISOLATION_LEVEL)) {
            return mode.isolation()
                    .map(level -> option.cast(IsolationLevel.valueOf(level)))
                    .orElse(null);
        }
        return option.equals(READ_ONLY) ? mode.readOnly().map(option::cast).orElse(null) : null;
    }
}
