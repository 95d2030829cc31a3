package io.granary.engine;

import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import java.util.regex.Pattern;

/** What a tag may be, so that the comment it becomes cannot be ended, nested or broken into lines by it. */
final class StatementTags {

    private static final int LONGEST = 256;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    /** Control and invisible characters, separators of lines and paragraphs, halves of surrogate pairs. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private StatementTags() {}

    static void check(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw wrong(
                    "The name of a tag must be a letter followed by up to 63 letters, digits, '_', '.' or '-'; it is "
                            + OptionText.quoted(name) + ".",
                    "Rename the tag.");
        }
        if (value.length() > LONGEST) {
            throw wrong(
                    "The value of tag " + name + " has " + value.length() + " characters; it may have " + LONGEST + ".",
                    "Shorten it: it is sent with each statement.");
        }
        if (value.contains("*/")
                || value.contains("/*")
                || UNSEEN.matcher(value).find()) {
            throw wrong(
                    "The value of tag " + name + " holds '/*', '*/', or a control or invisible character.",
                    "Remove it: the tag becomes a comment in the SQL and must not end it.");
        }
    }

    private static ArgumentException wrong(String sentence, String hint) {
        return new ArgumentException(ErrorReport.of(ErrorCode.ARGUMENT, sentence)
                .with("option", "tags")
                .hint(hint));
    }
}
