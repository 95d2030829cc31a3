package io.granary.dialect.render;

import io.granary.error.ArgumentException;
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
    private final int longest;

    /**
     * Rules for names.
     *
     * @param quote what stands before and behind one
     * @param reserved the words that are no names unless quoted, in lower case
     * @param longest the most characters a name has
     */
    public Identifiers(char quote, Set<String> reserved, int longest) {
        this.quote = quote;
        this.reserved = Set.copyOf(reserved);
        this.longest = longest;
    }

    int longest() {
        return longest;
    }

    /**
     * {@return a name as the database takes it}
     *
     * @param name as it was given; its letter case counts
     * @throws ArgumentException when it is empty, too long or holds NUL
     */
    public String quoted(String name) {
        if (isPlain(name) && name.length() <= longest) {
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
        if (name.codePointCount(0, name.length()) > longest) {
            throw ArgumentException.of(
                    "The name \"" + name + "\" has " + name.codePointCount(0, name.length())
                            + " characters; this database takes " + longest + ".",
                    "Shorten it.");
        }
    }
}
