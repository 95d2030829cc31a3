package io.granary.schema;

import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A name with words in braces, which stand for something. */
record NameTemplate(String text) {

    private static final Pattern WORD = Pattern.compile("\\{([^}]*)}");
    private static final Pattern COLUMN = Pattern.compile("(referred_)?column_(\\d+|0_?N)_(name|key|label)");
    private static final List<String> OTHERS = List.of("table_name", "referred_table_name", "constraint_name");
    private static final int HASH = 4;

    static NameTemplate of(String text) {
        WORD.matcher(text).results().map(word -> word.group(1)).forEach(word -> {
            if (!OTHERS.contains(word) && !COLUMN.matcher(word).matches()) {
                throw ArgumentException.of(
                        "A name cannot be made of {" + word + "}.",
                        "Words are " + OTHERS + ", column_0_name and the like: see NamingConvention.");
            }
        });
        return new NameTemplate(text);
    }

    /** Whether it makes a name of another one. */
    boolean wantsName() {
        return text.contains("{constraint_name}");
    }

    /** The name, no longer than it may be. */
    String fill(NamedThing thing, NameLength length) {
        String name = WORD.matcher(text).replaceAll(word -> Matcher.quoteReplacement(meaning(word, thing)));
        return length.fits(name) ? name : length.begun(name, HASH + 1) + "_" + hash(name);
    }

    private String meaning(MatchResult found, NamedThing thing) {
        String word = found.group(1);
        Matcher column = COLUMN.matcher(word);
        if (column.matches()) {
            boolean referred = column.group(1) != null;
            return columns(referred ? thing.referredColumns() : thing.columns(), column.group(2), column.group(3));
        }
        return switch (word) {
            case "table_name" -> thing.table().tableName();
            case "constraint_name" ->
                thing.ownName()
                        .orElseThrow(() -> InvalidRequestException.of(
                                "A constraint of " + thing.table() + " has no name, and " + text + " is made of one.",
                                "Name the constraint, or leave {constraint_name} out of the template."));
            default -> {
                Table referred = thing.referredTable();
                if (referred == null) {
                    throw InvalidRequestException.of(
                            "The name " + text + " is for foreign keys.", "Leave {" + word + "} out of it.");
                }
                yield referred.tableName();
            }
        };
    }

    private String columns(List<Column<?>> columns, String which, String part) {
        if (which.endsWith("N")) {
            return columns.stream()
                    .map(column -> part(column, part))
                    .collect(Collectors.joining(which.contains("_") ? "_" : ""));
        }
        int index = Integer.parseInt(which);
        if (index >= columns.size()) {
            throw InvalidRequestException.of(
                    "The name " + text + " asks for column " + index + " of " + columns + ".",
                    "Columns are counted from 0.");
        }
        return part(columns.get(index), part);
    }

    private static String part(Column<?> column, String part) {
        return switch (part) {
            case "key" -> column.key();
            case "label" -> column.table().tableName() + "_" + column.name();
            default -> column.name();
        };
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Each Java platform has SHA-256.", impossible);
        }
    }
}
