package io.granary.dialect.render;

import io.granary.dialect.Feature;
import io.granary.error.CompileException;
import io.granary.schema.Column;
import io.granary.schema.Identity;
import io.granary.schema.Table;
import io.granary.sql.Bind;
import io.granary.sql.Constant;
import io.granary.sql.Expression;
import io.granary.sql.LiteralSql;

/** Data definition of SQLite. It numbers rows by the key that is its own number for them, declared in the column and with no other type. */
final class SqliteDdl extends DdlGrammar {

    @Override
    String identity(Identity identity) {
        return " PRIMARY KEY AUTOINCREMENT";
    }

    @Override
    String columnType(Column<?> column, Grammar grammar) {
        return column.options().isIdentity() ? "INTEGER" : super.columnType(column, grammar);
    }

    @Override
    boolean declaresKeyInColumn(Table table) {
        boolean numbered = table.tableColumns().stream()
                .anyMatch(column -> column.options().isIdentity());
        if (numbered && table.primaryKey().columns().size() != 1) {
            throw CompileException.of(
                    "SQLite numbers a column only if it is the primary key by itself, and that of " + table + " has "
                            + table.primaryKey().columns().size() + " columns (it has no "
                            + Feature.IDENTITY_IN_COMPOSITE_KEY + ").",
                    "Make the numbered column the key, or give the number yourself.");
        }
        return numbered;
    }

    @Override
    void defaultValue(Column<?> column, Expression<?> value, Rendering to) {
        boolean constant = value instanceof Bind<?> || value instanceof LiteralSql<?> || value instanceof Constant<?>;
        if (constant) {
            to.expression(value);
        } else {
            to.parenthesized(value);
        }
    }

    /** It has no other word, and takes the same short cut. */
    @Override
    String truncate() {
        return "DELETE FROM ";
    }

    @Override
    String restartIdentity() {
        throw CompileException.of(
                "SQLite does not number anew what is emptied.",
                "Leave the numbers as they are, or delete the table's row from sqlite_sequence.");
    }
}
