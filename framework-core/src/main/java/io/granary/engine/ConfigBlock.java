package io.granary.engine;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.NearMiss;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A block of configuration of which all keys are known.
 *
 * @param prefix what stands before each key in messages: empty, or ends in a dot
 */
record ConfigBlock(String prefix, ConfigObject object) {

    Optional<ConfigEntry> entry(String key) {
        return Optional.ofNullable(object.get(key)).map(value -> new ConfigEntry(prefix + key, value));
    }

    /** Refuses the first key, in alphabetical order, that is not known: a misspelt option must not be a silent default. */
    void refuseUnknown(Set<String> known) {
        for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(object).entrySet()) {
            String key = entry.getKey();
            if (!known.contains(key)) {
                String near = NearMiss.of(key, new TreeSet<>(known))
                        .map(word -> "Did you mean " + prefix + word + "? ")
                        .orElse("");
                throw new ArgumentException(ErrorReport.of(
                                ErrorCode.ARGUMENT, "There is no option " + OptionText.quoted(prefix + key) + ".")
                        .with("option", prefix + key)
                        .with("origin", entry.getValue().origin().description())
                        .hint(near + "All options are listed in docs/reference/settings.md."));
            }
        }
    }

    /** Nothing of the values, which may be secrets. */
    @Override
    public String toString() {
        return "ConfigBlock " + prefix;
    }
}
