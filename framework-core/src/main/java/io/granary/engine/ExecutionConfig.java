package io.granary.engine;

import io.granary.error.ArgumentException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads the block {@code execution-options}. What it does not mention is left to the layers below. */
final class ExecutionConfig {

    private static final Map<String, BiFunction<ExecutionOptions, ConfigEntry, ExecutionOptions>> READINGS = Map.of(
            "isolation-level",
            (options, entry) ->
                    entry.isolationLevel().map(options::withIsolationLevel).orElse(options),
            "read-only",
            (options, entry) -> options.withReadOnly(entry.flag()),
            "statement-timeout",
            (options, entry) -> entry.optionalDuration()
                    .map(options::withStatementTimeout)
                    .orElseGet(options::withoutStatementTimeout),
            "fetch-size",
            (options, entry) -> options.withFetchSize(entry.wholeNumber(1, Integer.MAX_VALUE)),
            "preserve-row-count",
            (options, entry) -> options.withPreserveRowCount(entry.flag()),
            "tags",
            ExecutionConfig::tags);

    private ExecutionConfig() {}

    /** The keys of the block. */
    static Set<String> keys() {
        return READINGS.keySet();
    }

    static ExecutionOptions read(ConfigEntry entry) {
        ConfigBlock block = entry.block();
        block.refuseUnknown(keys());
        ExecutionOptions options = ExecutionOptions.none();
        for (String key : keys()) {
            Optional<ConfigEntry> found = block.entry(key);
            options = found.isPresent() ? read(key, options, found.get()) : options;
        }
        return options;
    }

    private static ExecutionOptions read(String key, ExecutionOptions options, ConfigEntry entry) {
        BiFunction<ExecutionOptions, ConfigEntry, ExecutionOptions> reading =
                READINGS.getOrDefault(key, (same, none) -> same);
        try {
            return reading.apply(options, entry);
        } catch (ArgumentException wrong) {
            boolean placed = wrong.report().details().stream()
                    .anyMatch(detail -> detail.label().equals("origin"));
            throw placed ? wrong : new ArgumentException(entry.placed(wrong.report()));
        }
    }

    private static ExecutionOptions tags(ExecutionOptions options, ConfigEntry entry) {
        ExecutionOptions tagged = options;
        for (Map.Entry<String, String> tag : entry.textMap().entrySet()) {
            tagged = tagged.withTag(tag.getKey(), tag.getValue());
        }
        return tagged;
    }
}
