package io.granary.sql;

import java.util.List;

/** A piece of a statement: text that stays, or a place for values. */
public sealed interface Segment {

    /**
     * Text that goes to the database as it stands.
     *
     * @param sql the text, not empty
     */
    record Text(String sql) implements Segment {}

    /**
     * One {@code :name}.
     *
     * @param name without the colon
     * @param listed whether it is one of several elements of an IN list, where it may stand for several values
     */
    record Bind(String name, boolean listed) implements Segment {}

    /**
     * {@code in (:name)}, {@code in :name} or either with NOT, from the operator to the end.
     *
     * @param name without the colon
     * @param before the source up to the colon, for example {@code not in (}
     * @param after the source behind the name: the closing parenthesis, or nothing for {@code in :name}
     * @param negated whether it is NOT IN
     * @param arity how many values are compared: 2 for {@code (a, b) in}, else 1
     * @param casts the types that each value has to be told that it is of, one for each that is compared; empty where the server finds that out
     */
    record InList(String name, String before, String after, boolean negated, int arity, List<String> casts)
            implements Segment {

        /** Copies the list. */
        public InList {
            casts = List.copyOf(casts);
        }

        /** A list whose values need no telling what they are. */
        public InList(String name, String before, String after, boolean negated, int arity) {
            this(name, before, after, negated, arity, List.of());
        }
    }

    /**
     * The schema of a table, and a dot behind it; nothing where it has none.
     *
     * @param schema the name as it was declared, empty for none; the execution may translate it
     * @param withinString whether it stands in a string constant
     */
    record SchemaName(String schema, boolean withinString) implements Segment {}

    /**
     * A piece that comes once a row, with commas between: {@code (?, ?), (?, ?)}. Its places are for lists, of which each row takes one element.
     *
     * @param row the piece
     */
    record Rows(List<Segment> row) implements Segment {

        /** Copies the list. */
        public Rows {
            row = List.copyOf(row);
        }
    }
}
