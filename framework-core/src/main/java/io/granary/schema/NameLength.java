package io.granary.schema;

import java.nio.charset.StandardCharsets;

/**
 * How long the names of tables, columns and constraints may be.
 *
 * @param longest the most of what is counted
 * @param unit what is counted
 */
public record NameLength(int longest, Unit unit) {

    /** No limit. */
    static final NameLength ANY = new NameLength(Integer.MAX_VALUE, Unit.CODE_UNITS);

    /** What is counted. */
    public enum Unit {
        /** Bytes of UTF-8, of which a letter has up to four. */
        BYTES {
            @Override
            int count(String name) {
                return name.getBytes(StandardCharsets.UTF_8).length;
            }
        },
        /** Characters. */
        CHARACTERS {
            @Override
            int count(String name) {
                return name.codePointCount(0, name.length());
            }
        },
        /** Java's {@code char}, of which a character beyond the first 65536 has two. */
        CODE_UNITS {
            @Override
            int count(String name) {
                return name.length();
            }
        };

        abstract int count(String name);

        /** {@return the plural, in small letters} */
        String plural() {
            return this == BYTES ? "bytes" : "characters";
        }
    }

    /**
     * {@return whether a name is not too long}
     *
     * @param name the name
     */
    public boolean fits(String name) {
        return unit.count(name) <= longest;
    }

    /**
     * {@return how long a name is and may be, for a message}
     *
     * @param name the name
     */
    public String compared(String name) {
        return unit.count(name) + " " + unit.plural() + "; this database takes " + longest;
    }

    /** The beginning of a name that leaves room for so many signs of ASCII. */
    String begun(String name, int room) {
        int end = Math.min(name.length(), longest - room);
        while (unit.count(name.substring(0, end)) > longest - room) {
            end--;
        }
        boolean cutsPair =
                end > 0 && end < name.length() && Character.isSurrogatePair(name.charAt(end - 1), name.charAt(end));
        return name.substring(0, cutsPair ? end - 1 : end);
    }
}
