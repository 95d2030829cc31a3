package io.granary.dialect.render;

import io.granary.error.ArgumentException;
import io.granary.schema.NameLength;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How names are written: as they are where they mean the same to the database, quoted where not. (SQLAlchemy, {@code IdentifierPreparer}.)
 */
public final class Identifiers {

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final char quote;
    private final Set<String> reserved;
    private final NameLength length;
    private final boolean supplementary;

    /**
     * Rules for names.
     *
     * @param quote what stands before and behind one
     * @param reserved the words that are no names unless quoted, in lower case
     * @param length how long a name may be
     */
    public Identifiers(char quote, Set<String> reserved, NameLength length) {
        this(quote, reserved, length, true);
    }

    private Identifiers(char quote, Set<String> reserved, NameLength length, boolean supplementary) {
        this.quote = quote;
        this.reserved = Set.copyOf(reserved);
        this.length = length;
        this.supplementary = supplementary;
    }

    /** {@return these rules for a database that takes no character beyond the first 65536} */
    Identifiers withoutSupplementary() {
        return new Identifiers(quote, reserved, length, false);
    }

    NameLength length() {
        return length;
    }

    /**
     * {@return a name as the database takes it}
     *
     * @param name as it was given; its letter case counts
     * @throws ArgumentException when it is empty, too long or holds a character that cannot be in a name
     */
    public String quoted(String name) {
        if (isPlain(name) && length.fits(name)) {
            return name;
        }
        check(name);
        String mark = String.valueOf(quote);
        return mark + name.replace(mark, mark + mark) + mark;
    }

    /** The name of a function: words stay as they are, since it may be a keyword and is not folded the same way everywhere. */
    String quotedUnlessWord(String name) {
        return WORD.matcher(name).matches() ? name : quoted(name);
    }

    /**
     * {@return whether a name means the same to the database without quotes}
     *
     * @param name as it was given
     */
    public boolean isPlain(String name) {
        return PLAIN.matcher(name).matches() && !reserved.contains(name);
    }

    private void check(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw ArgumentException.of(
                    "A name is " + (name.isEmpty() ? "empty" : "holding NUL (U+0000)") + ".", "Give a proper one.");
        }
        if (!supplementary && name.codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
            throw ArgumentException.of(
                    "The name \"" + name
                            + "\" holds a character beyond U+FFFF, which this database makes a question mark in names.",
                    "Leave it out.");
        }
        if (!length.fits(name)) {
            throw ArgumentException.of("The name \"" + name + "\" has " + length.compared(name) + ".", "Shorten it.");
        }
    }
}
