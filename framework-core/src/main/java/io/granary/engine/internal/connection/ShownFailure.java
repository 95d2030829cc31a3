package io.granary.engine.internal.connection;

import io.granary.dialect.Dialect;
import io.granary.driver.DriverException;
import io.granary.engine.EngineOptions;
import io.granary.engine.ParameterLogging;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A driver's failure as the settings allow to show it.
 *
 * <p>Databases quote values in their messages: {@code Duplicate entry 'ann@example.org' for key 'mail'}. Unless values may be shown,
 * they are masked, in the message and in the cause; and with hidden parameters, for which no message can be trusted, both are left
 * out.
 */
final class ShownFailure {

    private static final String HIDDEN = "not shown, because hide-parameters is on";

    /** How deep causes are looked into; one that is nested deeper, or in itself, is not shown. */
    private static final int DEPTH = 16;

    private ShownFailure() {}

    static DriverException of(DriverException failure, Dialect dialect, EngineOptions options) {
        if (options.hideParameters()) {
            return with(failure, HIDDEN, null);
        }
        if (options.parameterLogging() == ParameterLogging.VALUES) {
            return failure;
        }
        Throwable cause = failure.getCause();
        return with(
                failure,
                dialect.withoutValues(failure.message()),
                cause == null || quotesNothing(cause, dialect) ? cause : standIn(cause, dialect));
    }

    private static DriverException with(DriverException failure, String message, @Nullable Throwable cause) {
        return new DriverException(
                failure.origin(), message, failure.sqlState(), failure.errorCode(), failure.constraint(), cause);
    }

    private static boolean quotesNothing(Throwable cause, Dialect dialect) {
        Throwable next = cause;
        for (int depth = 0; depth < DEPTH; depth++) {
            String message = next.getMessage();
            boolean quotes = message != null && !dialect.withoutValues(message).equals(message);
            if (quotes || next.getSuppressed().length > 0) {
                return false;
            }
            next = next.getCause();
            if (next == null) {
                return true;
            }
        }
        return false;
    }

    /** Says what class the cause had and where it was thrown, which is what a cause is looked at for. */
    private static DriverException standIn(Throwable cause, Dialect dialect) {
        String message = Optional.ofNullable(cause.getMessage())
                .map(dialect::withoutValues)
                .orElse("");
        DriverException standIn = DriverException.fault(cause.getClass().getName() + ": " + message, null);
        standIn.setStackTrace(cause.getStackTrace());
        return standIn;
    }
}
