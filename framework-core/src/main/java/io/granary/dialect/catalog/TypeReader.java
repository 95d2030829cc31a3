package io.granary.dialect.catalog;

import io.granary.type.SqlType;
import io.granary.type.Types;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which type is meant by what a database calls one. What has no type near to it keeps its name.
 *
 * @param plain types that say all by their names, in lower case and without numbers
 * @param sized text and bytes of a length
 * @param decimals decimal numbers
 * @param fixed names with a number that means something else than without it
 */
record TypeReader(
        Map<String, SqlType<?>> plain, Map<String, Sized> sized, String decimals, Map<String, SqlType<?>> fixed) {

    /** Makes a type of a length. */
    interface Sized {
        SqlType<?> of(int length);
    }

    private static final Pattern TEXT =
            Pattern.compile("([a-z ]+?)\\s*(?:\\((\\d+)(?:,\\s*(\\d+))?\\))?((?: [a-z]+)*?)((?:\\[])+| array)?");

    static final Map<String, SqlType<?>> STANDARD = Map.ofEntries(
            Map.entry("smallint", Types.SMALL_INTEGER),
            Map.entry("integer", Types.INTEGER),
            Map.entry("bigint", Types.BIG_INTEGER),
            Map.entry("real", Types.REAL),
            Map.entry("double precision", Types.DOUBLE),
            Map.entry("boolean", Types.BOOLEAN),
            Map.entry("date", Types.DATE),
            Map.entry("uuid", Types.UUID),
            Map.entry("json", Types.JSON),
            Map.entry("timestamp with time zone", Types.TIMESTAMP_WITH_TIME_ZONE));

    SqlType<?> read(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (fixed.containsKey(lower)) {
            return fixed.get(lower);
        }
        Matcher parts = TEXT.matcher(lower);
        if (!parts.matches()) {
            return Types.other(text);
        }
        Optional<SqlType<?>> element = known(
                parts.group(1) + parts.group(4),
                Optional.ofNullable(parts.group(2)).map(Integer::valueOf),
                Optional.ofNullable(parts.group(3)).map(Integer::valueOf));
        String arrays = Optional.ofNullable(parts.group(5)).orElse("");
        if (element.isEmpty()
                || arrays.length() > " array".length()
                || arrays.indexOf('[') != arrays.lastIndexOf('[')) {
            return Types.other(text);
        }
        return arrays.isEmpty() ? element.get() : Types.array(element.get());
    }

    private Optional<SqlType<?>> known(String name, Optional<Integer> first, Optional<Integer> second) {
        if (name.equals(decimals)) {
            return Optional.of(first.isEmpty() ? Types.NUMERIC : Types.numeric(first.get(), second.orElse(0)));
        }
        Sized withLength = sized.get(name);
        if (withLength != null && first.isPresent()) {
            return Optional.of(withLength.of(first.get()));
        }
        return Optional.ofNullable(plain.get(name));
    }
}
