package io.granary.testkit.random;

import io.granary.testkit.fixtures.DatabaseKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Which names a database takes. */
enum NameRules {
    /** Tells names in capitals as those in small letters. */
    H2(256) {
        @Override
        int size(String name) {
            return name.length();
        }

        @Override
        String possible(String name) {
            String cut = cut(name);
            return cut.equals(cut.toUpperCase(Locale.ROOT)) ? cut("a" + cut) : cut;
        }

        @Override
        List<String> refused() {
            return List.of("a\0b", "n".repeat(257), Scraps.SUPPLEMENTARY.get(0) + "n".repeat(255));
        }

        /** It writes them anew, and then reads other names. */
        @Override
        boolean mayNest() {
            return false;
        }
    },
    /** Takes any. */
    POSTGRESQL(63) {
        @Override
        int size(String name) {
            return name.getBytes(StandardCharsets.UTF_8).length;
        }

        @Override
        List<String> refused() {
            return List.of("a\0b", "n".repeat(64), "ä".repeat(32));
        }
    },
    /** Takes any of any length but those in which its words for C end, and keeps names that begin with its own to itself. */
    SQLITE(200) {
        @Override
        int size(String name) {
            return name.length();
        }

        @Override
        List<String> refused() {
            return List.of("a\0b");
        }
    },
    /** Cuts blanks off at the ends, and makes question marks of what is beyond the first 65536. */
    MYSQL(64) {
        @Override
        int size(String name) {
            return name.length();
        }

        @Override
        String possible(String name) {
            String cut = cut(name);
            int end = cut.length() - 1;
            return visible(cut.substring(0, 1)) + cut.substring(1, end) + visible(cut.substring(end));
        }

        private static String visible(String letter) {
            return letter.charAt(0) <= ' ' || letter.charAt(0) == '\u007f' ? "." : letter;
        }

        /** Names of files, in which what is no letter of ASCII takes five bytes. */
        @Override
        String possibleFile(String name) {
            return possible(name.substring(0, Math.min(name.length(), 40)));
        }

        @Override
        List<String> refused() {
            return List.of("a\0b", "n".repeat(65), "ä".repeat(65), "blank ", Scraps.SUPPLEMENTARY.get(0));
        }

        @Override
        boolean supplementary() {
            return false;
        }
    };

    private final int longest;

    NameRules(int longest) {
        this.longest = longest;
    }

    static NameRules of(DatabaseKind kind) {
        return switch (kind) {
            case H2 -> H2;
            case SQLITE -> SQLITE;
            case POSTGRESQL -> POSTGRESQL;
            case MARIADB, MYSQL -> MYSQL;
        };
    }

    abstract int size(String name);

    /** Names that neither a table nor a column can have. */
    abstract List<String> refused();

    /** A name like another one, for a column, a label, an alias, an index or a constraint. */
    String possible(String name) {
        return cut(name);
    }

    /** A name like another one, for a table, a schema or a sequence. */
    String possibleFile(String name) {
        return possible(name);
    }

    boolean supplementary() {
        return true;
    }

    /** Whether any of them may stand in a subquery. */
    boolean mayNest() {
        return true;
    }

    /** As long as it may be. */
    String lengthened(String name) {
        return name + "n".repeat(Math.max(0, longest - size(name)));
    }

    final String cut(String name) {
        String cut = name;
        while (size(cut) > longest) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }
}
