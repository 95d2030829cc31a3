package io.granary.sql;

import io.granary.error.ArgumentException;

/** How the rows of a copy are written. */
public sealed interface CopyFormat permits CopyFormat.Text, CopyFormat.Csv {

    /** {@return a line a row, a tab between values, {@code \N} for NULL: the database's own} */
    static CopyFormat text() {
        return new Text();
    }

    /** {@return comma-separated values, one line a row, without a header; what is empty and not quoted is NULL} */
    static Csv csv() {
        return new Csv(false, ',', "");
    }

    /** The database's own: a line a row, a tab between values, {@code \N} for NULL, backslashes before what would mean something. */
    record Text() implements CopyFormat {}

    /**
     * Comma-separated values.
     *
     * @param header whether the first line has names, which are not read
     * @param delimiter what stands between values, a character of ASCII
     * @param nullText what stands for NULL where it is not quoted
     */
    record Csv(boolean header, char delimiter, String nullText) implements CopyFormat {

        /** Checks the delimiter. */
        public Csv {
            if (delimiter >= 128 || delimiter == '"' || (delimiter < ' ' && delimiter != '\t')) {
                throw ArgumentException.of(
                        "The delimiter of comma-separated values is one character of ASCII that is neither a quote nor a line's end.",
                        "Use a comma, a semicolon or a tab.");
            }
        }

        /** {@return this with a first line of names, which are not read} */
        public Csv withHeader() {
            return new Csv(true, delimiter, nullText);
        }

        /**
         * {@return this with something else between values}
         *
         * @param other what
         */
        public Csv withDelimiter(char other) {
            return new Csv(header, other, nullText);
        }

        /**
         * {@return this with something else for NULL}
         *
         * @param other what
         */
        public Csv withNull(String other) {
            return new Csv(header, delimiter, other);
        }
    }
}
