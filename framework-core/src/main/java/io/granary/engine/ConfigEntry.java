package io.granary.engine;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.granary.engine.internal.Secrets;
import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An entry of an engine's block of configuration: reads it as a type, or says what is wrong and where it stands. Exceptions of the
 * configuration library are never passed on, not even as causes, because they quote values.
 *
 * @param key the entry's path within the block
 */
record ConfigEntry(String key, ConfigValue value) {

    private static final Pattern BARE_NUMBER = Pattern.compile("[-+]?[0-9.]+");
    private static final String DURATION = "a duration with its unit, such as 30s or 500ms";

    int wholeNumber(int least, int most) {
        String expected = "a whole number from " + least + " to " + most;
        try {
            // Text too: the environment has nothing else.
            return Integer.parseInt(scalar(expected));
        } catch (NumberFormatException malformed) {
            throw wrong(expected);
        }
    }

    boolean flag() {
        String expected = "true or false";
        return switch (scalar(expected).toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes" -> true;
            case "false", "off", "no" -> false;
            default -> throw wrong(expected);
        };
    }

    <E extends Enum<E>> E choice(E[] constants) {
        StringBuilder words = new StringBuilder("one of");
        String separator = " ";
        for (E constant : constants) {
            words.append(separator).append(OptionText.word(constant));
            separator = ", ";
        }
        String found = scalar(words.toString()).toLowerCase(Locale.ROOT).replace('_', '-');
        for (E constant : constants) {
            if (OptionText.word(constant).equals(found)) {
                return constant;
            }
        }
        throw wrong(words.toString());
    }

    Duration duration() {
        return duration(DURATION);
    }

    Optional<Duration> optionalDuration() {
        String expected = DURATION + ", or off";
        return scalar(expected).equals(OptionText.OFF) ? Optional.empty() : Optional.of(duration(expected));
    }

    String text() {
        return scalar("text");
    }

    Optional<String> optionalText() {
        return Optional.of(scalar("text or off")).filter(text -> !text.equals(OptionText.OFF));
    }

    Optional<IsolationLevel> isolationLevel() {
        String text = scalar("a level of isolation");
        if (text.equals("default")) {
            return Optional.empty();
        }
        try {
            return Optional.of(IsolationLevel.parse(text));
        } catch (ArgumentException unknown) {
            throw new ArgumentException(placed(unknown.report()));
        }
    }

    /** Names and texts; nested names are joined by dots. In order of the names: configuration has none of its own. */
    Map<String, String> textMap() {
        Config entries = block().object().toConfig();
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, ConfigValue> entry : entries.entrySet()) {
            String name = String.join(".", ConfigUtil.splitPath(entry.getKey()));
            texts.put(name, new ConfigEntry(key + "." + name, entry.getValue()).text());
        }
        return texts;
    }

    ConfigBlock block() {
        if (value instanceof ConfigObject object) {
            return new ConfigBlock(key + ".", object);
        }
        throw wrong("a block of entries in braces");
    }

    /** The error for a value of the wrong type or form. */
    ArgumentException wrong(String expected) {
        ErrorReport report = ErrorReport.of(
                ErrorCode.ARGUMENT, "The option " + key + " is " + shown() + "; it must be " + expected + ".");
        return new ArgumentException(placed(report).hint("Give " + expected + "."));
    }

    /** A report that also says which entry it is about and where that stands, before it comes to the hint. */
    ErrorReport placed(ErrorReport report) {
        List<ErrorReport.Detail> details = new ArrayList<>(report.details());
        List<String> labels = details.stream().map(ErrorReport.Detail::label).toList();
        int hint = labels.contains("hint") ? labels.indexOf("hint") : details.size();
        details.add(hint, new ErrorReport.Detail("origin", value.origin().description()));
        if (!labels.contains("option")) {
            details.add(hint, new ErrorReport.Detail("option", key));
        }
        return new ErrorReport(report.code(), report.sentence(), details);
    }

    /** Nothing of the value, which may be a secret. */
    @Override
    public String toString() {
        return "ConfigEntry of " + key;
    }

    private Duration duration(String expected) {
        String text = scalar(expected);
        if (BARE_NUMBER.matcher(text).matches()) {
            // The library would take it for milliseconds, and who writes 30 means seconds.
            if (text.equals("0")) {
                return Duration.ZERO;
            }
            throw wrong(expected);
        }
        try {
            return ConfigValueFactory.fromAnyRef(text).atKey("duration").getDuration("duration");
        } catch (ConfigException | ArithmeticException malformed) {
            throw wrong(expected);
        }
    }

    private String scalar(String expected) {
        ConfigValueType type = value.valueType();
        if (type == ConfigValueType.OBJECT || type == ConfigValueType.LIST || type == ConfigValueType.NULL) {
            throw wrong(expected);
        }
        return value.atKey("value").getString("value");
    }

    private String shown() {
        return switch (value.valueType()) {
            case OBJECT -> "a block";
            case LIST -> "a list";
            case NULL -> "null";
            default -> Secrets.isSecret(key) ? Secrets.MASK : OptionText.quoted(scalar(""));
        };
    }
}
