package io.granary.schema;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;

/**
 * What a column refers to, and what happens when it changes or goes.
 *
 * @param column gives the other column; asked when it is needed first, so that tables may refer to one another
 * @param onDelete what becomes of the referring row when the other one is deleted
 * @param onUpdate what becomes of it when the other one's key changes
 * @param check when the database looks whether there is another row
 */
public record ForeignKeyTarget(Supplier<? extends Column<?>> column, Action onDelete, Action onUpdate, Check check) {

    /** When a database looks whether a reference has a target. */
    public enum Check {
        /** At each statement. */
        AT_ONCE(""),
        /** At each statement, unless the transaction asks for COMMIT. */
        DEFERRABLE(" DEFERRABLE"),
        /** At COMMIT, unless the transaction asks for each statement. */
        AT_COMMIT(" DEFERRABLE INITIALLY DEFERRED");

        private final String sql;

        Check(String sql) {
            this.sql = sql;
        }

        /** {@return its spelling behind a foreign key} */
        public String sql() {
            return sql;
        }
    }

    /** What becomes of a row that refers to another one. */
    public enum Action {
        /** The other one may not change, at the latest when the transaction ends. */
        NO_ACTION("NO ACTION"),
        /** The other one may not change. */
        RESTRICT("RESTRICT"),
        /** It goes, or changes, as well. */
        CASCADE("CASCADE"),
        /** It refers to nothing any more. */
        SET_NULL("SET NULL"),
        /** It refers to its default. */
        SET_DEFAULT("SET DEFAULT");

        private final String sql;

        Action(String sql) {
            this.sql = sql;
        }

        /** {@return its spelling} */
        public String sql() {
            return sql;
        }
    }

    /** Checks that all is there. */
    public ForeignKeyTarget {
        requireNonNull(column, "column");
        requireNonNull(onDelete, "onDelete");
        requireNonNull(onUpdate, "onUpdate");
        requireNonNull(check, "check");
    }

    /**
     * {@return a reference to a column}
     *
     * @param column the column
     */
    public static ForeignKeyTarget of(Column<?> column) {
        return of(() -> column);
    }

    /**
     * {@return a reference to a column that is not there yet, as where two tables refer to one another}
     *
     * @param column gives the column
     */
    public static ForeignKeyTarget of(Supplier<? extends Column<?>> column) {
        return new ForeignKeyTarget(column, Action.NO_ACTION, Action.NO_ACTION, Check.AT_ONCE);
    }

    /**
     * {@return this, with something that happens when the other row is deleted}
     *
     * @param action what
     */
    public ForeignKeyTarget onDelete(Action action) {
        return new ForeignKeyTarget(column, action, onUpdate, check);
    }

    /**
     * {@return this, with something that happens when the other row's key changes}
     *
     * @param action what
     */
    public ForeignKeyTarget onUpdate(Action action) {
        return new ForeignKeyTarget(column, onDelete, action, check);
    }

    /**
     * {@return this, looked at by the database at another time; PostgreSQL only}
     *
     * @param time when
     */
    public ForeignKeyTarget checked(Check time) {
        return new ForeignKeyTarget(column, onDelete, onUpdate, time);
    }
}
