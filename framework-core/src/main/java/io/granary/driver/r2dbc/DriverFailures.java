package io.granary.driver.r2dbc;

import io.granary.driver.DriverException;
import io.r2dbc.postgresql.api.ErrorDetails;
import io.r2dbc.postgresql.api.PostgresqlException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From what R2DBC drivers throw to the port's own failure.
 *
 * <p>The classes of R2DBC exceptions disagree between drivers, so only state, code and text are taken over. What is no
 * {@link R2dbcException} at all is a fault: after it nobody knows what the connection still holds.
 */
final class DriverFailures {

    /**
     * MySQL: {@code for key 't.uq'} at the end, for the value that stands before it may say the same; MariaDB: {@code for key 'uq'},
     * {@code CONSTRAINT `fk` FOREIGN KEY}, {@code CONSTRAINT `t`.`ck`}. A name in backticks has its own ones doubled.
     */
    private static final Pattern MYSQL_CONSTRAINT = Pattern.compile(
            "(?:for key '(?:[^'.]*\\.)?([^']+)'$)|(?:CONSTRAINT `(?:[^`]+`\\.`)?((?:[^`]|``)+)`)|(?:Check constraint '(.+)' is violated)");

    /**
     * H2: {@code violation: "PUBLIC.UQ INDEX …"}, {@code "CK: "…}, {@code "FK: PUBLIC…}. A name that needs quotes has them doubled,
     * for it stands in quotes already, and its own ones doubled once more.
     */
    private static final Pattern H2_CONSTRAINT = Pattern.compile(
            "violation: \"(?:(?:[^\".: ]+|\"\"[^\"]+\"\")\\.)?(?:([^\".: ]+)|\"\"((?:[^\"]|\"{4})+)\"\")[: \"]");

    private static final String LINK_LOST = "08006";

    private DriverFailures() {}

    static DriverException from(Throwable thrown) {
        Throwable failure = unwrap(thrown);
        if (failure instanceof DriverException known) {
            return known;
        }
        if (failure instanceof R2dbcException reported) {
            return reported(reported);
        }
        if (failure instanceof TimeoutException) {
            return new DriverException(
                    DriverException.Origin.FAULT, "the driver gave up waiting", "08001", 0, null, failure);
        }
        if (failure instanceof java.io.IOException) {
            return new DriverException(DriverException.Origin.FAULT, words(failure), LINK_LOST, 0, null, failure);
        }
        return DriverException.fault(words(failure), failure);
    }

    /** A bind that the driver has no codec for: nothing was sent, the connection is as it was. */
    static DriverException refused(Throwable thrown) {
        return thrown instanceof R2dbcException reported
                ? reported(reported)
                : new DriverException(DriverException.Origin.REFUSED, words(thrown), null, 0, null, thrown);
    }

    private static DriverException reported(R2dbcException failure) {
        if (isBrokenLink(failure)) {
            return new DriverException(DriverException.Origin.FAULT, words(failure), LINK_LOST, 0, null, failure);
        }
        return new DriverException(
                DriverException.Origin.REPORTED,
                words(failure),
                failure.getSqlState(),
                failure.getErrorCode(),
                constraint(failure).orElse(null),
                failure);
    }

    /** r2dbc-mysql tells of a reset without state or number, at a time when its connection still calls itself alive. */
    private static boolean isBrokenLink(R2dbcException failure) {
        return failure.getSqlState() == null
                && failure.getErrorCode() == 0
                && (failure instanceof R2dbcNonTransientResourceException
                        || failure.getCause() instanceof java.io.IOException);
    }

    private static Optional<String> constraint(R2dbcException failure) {
        if (failure instanceof PostgresqlException postgres) {
            ErrorDetails details = postgres.getErrorDetails();
            return details.getConstraintName();
        }
        String message = words(failure);
        return first(MYSQL_CONSTRAINT.matcher(message)).or(() -> first(H2_CONSTRAINT.matcher(message)));
    }

    private static Optional<String> first(Matcher matcher) {
        if (!matcher.find()) {
            return Optional.empty();
        }
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.group(group) != null) {
                return Optional.of(matcher.group(group).replace("``", "`").replace("\"\"\"\"", "\""));
            }
        }
        return Optional.empty();
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable failure = thrown;
        while (failure instanceof CompletionException && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return reactor.core.Exceptions.unwrap(failure);
    }

    private static String words(@Nullable Throwable failure) {
        if (failure == null) {
            return "unknown";
        }
        String message = failure.getMessage();
        if (message != null && !message.isBlank()) {
            return message;
        }
        String name = failure.getClass().getSimpleName();
        return failure.getCause() == null ? name : name + ": " + words(failure.getCause());
    }
}
