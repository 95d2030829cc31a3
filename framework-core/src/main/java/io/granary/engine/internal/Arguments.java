package io.granary.engine.internal;

import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import io.granary.sql.Params;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks of what callers give, so that a mistake is told to who made it and stops nobody else. */
public final class Arguments {

    /** A timer cannot run longer than this: Pekko's scheduler counts ticks in an int, and a tick may be a millisecond. */
    private static final Duration LONGEST = Duration.ofDays(24);

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private Arguments() {}

    /**
     * {@return a value that is not null}
     *
     * @param <T> its type
     * @param value what the caller gave
     * @param what what it is called, such as {@code statement}
     * @throws ArgumentException if it is null
     */
    public static <T> T given(@Nullable T value, String what) {
        if (value == null) {
            throw ArgumentException.of(
                    "The argument " + what + " is null.", "give it; only the value of a parameter may be null");
        }
        return value;
    }

    /**
     * {@return one map of values as a list}
     *
     * @param parameters what the caller gave
     */
    public static List<Map<String, ?>> one(@Nullable Map<String, ?> parameters) {
        return List.of(given(parameters, "parameters"));
    }

    /**
     * {@return a copy of a map of values, which nobody changes any more; the values themselves are not copied}
     *
     * @param parameters what the caller gave
     * @throws ArgumentException if it is null or cannot be read
     */
    public static Map<String, ?> copied(@Nullable Map<String, ?> parameters) {
        Map<String, ?> given = given(parameters, "parameters");
        return given instanceof Params ? given : reading(() -> Collections.unmodifiableMap(new LinkedHashMap<>(given)));
    }

    /**
     * {@return a copy of a map of values; what cannot be copied as it is, so that whoever needs it hears why it cannot be read}
     *
     * @param parameters what the caller gave
     */
    public static Map<String, ?> kept(Map<String, ?> parameters) {
        try {
            return copied(parameters);
        } catch (ArgumentException unreadable) {
            return parameters;
        }
    }

    /**
     * {@return a copy of maps of values, which nobody changes any more; the values themselves are not copied}
     *
     * @param parameters what the caller gave
     * @throws ArgumentException if one is null or cannot be read
     */
    public static List<Map<String, ?>> copied(@Nullable List<? extends Map<String, ?>> parameters) {
        return reading(() -> {
            List<Map<String, ?>> copies = new ArrayList<>();
            for (Map<String, ?> each : present(parameters)) {
                copies.add(copied(each));
            }
            return Collections.unmodifiableList(copies);
        });
    }

    /**
     * {@return the maps of values, none of which is null}
     *
     * @param parameters what the caller gave
     */
    static List<? extends Map<String, ?>> present(@Nullable List<? extends Map<String, ?>> parameters) {
        for (Map<String, ?> each : given(parameters, "parameters")) {
            given(each, "parameters, in one of its maps,");
        }
        return given(parameters, "parameters");
    }

    /**
     * {@return what comes of reading a caller's maps, lists and values, which may be of classes of the caller's and throw anything}
     *
     * @param <T> what comes of it
     * @param reading reads them
     */
    static <T> T reading(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (GranaryException known) {
            throw known;
        } catch (RuntimeException thrown) {
            throw new ArgumentException(
                    ErrorReport.of(
                                    ErrorCode.ARGUMENT,
                                    "The parameters could not be read: "
                                            + thrown.getClass().getSimpleName() + " was thrown.")
                            .hint("give maps and lists that can be read, such as Params.of(\"id\", 7)"),
                    thrown);
        }
    }

    /**
     * {@return how long somebody may wait for a connection}
     *
     * @param wait what the caller gave
     * @throws ArgumentException unless it is zero, or from 1 ms to 24 days
     */
    public static Duration patience(@Nullable Duration wait) {
        Duration patience = given(wait, "within");
        if (!patience.isZero() && !isRunnable(patience)) {
            throw ArgumentException.of(
                    "within(" + patience + "): it has to be zero, or from 1 ms to 24 days.",
                    "zero means: do not wait; leave it out for the engine's pool-timeout");
        }
        return patience;
    }

    /**
     * {@return how long something may take}
     *
     * @param within what the caller gave
     * @throws ArgumentException unless it is from 1 ms to 24 days
     */
    public static Duration limit(@Nullable Duration within) {
        Duration limit = given(within, "within");
        if (!isRunnable(limit)) {
            throw ArgumentException.of(
                    "within(" + limit + "): it has to be from 1 ms to 24 days.",
                    "leave it out for the statement-timeout alone");
        }
        return limit;
    }

    /**
     * {@return whether a timer can run that long}
     *
     * @param duration how long
     */
    public static boolean isRunnable(Duration duration) {
        return duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0;
    }
}
