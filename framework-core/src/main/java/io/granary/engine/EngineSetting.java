package io.granary.engine;

import static java.util.Objects.requireNonNull;

import io.granary.engine.internal.Arguments;
import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One option of an engine: its name, its default, what it may be, and how configuration spells it. The one place that knows these
 * four, for {@link EngineOptions} and {@link EngineConfig} alike.
 *
 * @param <T> the type of its values
 */
final class EngineSetting<T> {

    private final String key;
    private final T standard;
    private final String allowed;
    private final Predicate<? super T> fits;
    private final Function<ConfigEntry, T> reading;

    private EngineSetting(
            String key, T standard, String allowed, Predicate<? super T> fits, Function<ConfigEntry, T> reading) {
        this.key = key;
        this.standard = standard;
        this.allowed = allowed;
        this.fits = fits;
        this.reading = reading;
    }

    /** A setting whose values are right by their type, or have checked themselves. */
    static <T> EngineSetting<T> free(String key, T standard, Function<ConfigEntry, T> reading) {
        return new EngineSetting<>(key, standard, "", value -> true, reading);
    }

    /** A setting of a pattern that is told in words. */
    static <T> EngineSetting<T> fitting(
            String key, T standard, String allowed, Predicate<? super T> fits, Function<ConfigEntry, T> reading) {
        return new EngineSetting<>(key, standard, allowed, fits, reading);
    }

    static EngineSetting<Integer> count(String key, int standard, int least, int most) {
        return new EngineSetting<>(
                key,
                standard,
                "a whole number from " + least + " to " + most,
                value -> value >= least && value <= most,
                entry -> entry.wholeNumber(least, most));
    }

    static EngineSetting<Boolean> flag(String key, boolean standard) {
        return free(key, standard, ConfigEntry::flag);
    }

    static <E extends Enum<E>> EngineSetting<E> choice(String key, E standard) {
        E[] constants = standard.getDeclaringClass().getEnumConstants();
        String words = Arrays.stream(constants).map(OptionText::word).collect(Collectors.joining(", "));
        return new EngineSetting<>(key, standard, "one of " + words, value -> true, entry -> entry.choice(constants));
    }

    /** A length of time that may be zero if its least is. */
    static EngineSetting<Duration> duration(String key, Duration standard, boolean zeroAllowed) {
        return new EngineSetting<>(
                key,
                standard,
                zeroAllowed ? "0s, or from 1ms to 24 days" : "a duration from 1ms to 24 days",
                value -> Arguments.isRunnable(value) || (zeroAllowed && value.isZero()),
                ConfigEntry::duration);
    }

    static EngineSetting<Optional<Duration>> optionalDuration(String key, Optional<Duration> standard) {
        return new EngineSetting<>(
                key,
                standard,
                "a duration from 1ms to 24 days, or off",
                value -> value.filter(duration -> !Arguments.isRunnable(duration))
                        .isEmpty(),
                ConfigEntry::optionalDuration);
    }

    String key() {
        return key;
    }

    T standard() {
        return standard;
    }

    /** The value, if the setting allows it. */
    T checked(T value) {
        if (!fits.test(requireNonNull(value, key))) {
            throw new ArgumentException(report(value).hint("Give " + allowed + "."));
        }
        return value;
    }

    /** The value that configuration gives, if the setting allows it. */
    T read(ConfigEntry entry) {
        T value = reading.apply(entry);
        if (!fits.test(value)) {
            throw new ArgumentException(entry.placed(report(value)).hint("Give " + allowed + "."));
        }
        return value;
    }

    private ErrorReport report(T value) {
        return ErrorReport.of(
                        ErrorCode.ARGUMENT,
                        "The option " + key + " is " + OptionText.shown(value) + "; it must be " + allowed + ".")
                .with("option", key);
    }

    @Override
    public String toString() {
        return key;
    }
}
