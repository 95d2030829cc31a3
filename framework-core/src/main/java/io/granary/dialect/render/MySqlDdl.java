package io.granary.dialect.render;

import io.granary.dialect.Feature;
import io.granary.schema.Column;
import io.granary.schema.DropIndex;
import io.granary.schema.Identity;
import io.granary.schema.Table;
import io.granary.sql.Bind;
import io.granary.sql.Constant;
import io.granary.sql.Expression;
import io.granary.sql.LiteralSql;
import io.granary.type.SqlKind;

/** Data definition of MySQL and MariaDB. */
final class MySqlDdl extends DdlGrammar {

    /** It numbers by one counter a table, which begins where it likes. */
    @Override
    String identity(Identity identity) {
        return " AUTO_INCREMENT";
    }

    @Override
    void defaultValue(Column<?> column, Expression<?> value, Rendering to) {
        boolean constant = value instanceof Bind<?> || value instanceof LiteralSql<?> || value instanceof Constant<?>;
        SqlKind kind = column.type().kind();
        boolean large = kind == SqlKind.TEXT || kind == SqlKind.JSON || kind == SqlKind.BYTES;
        if (constant && !large) {
            to.expression(value);
        } else {
            to.parenthesized(value);
        }
    }

    @Override
    String columnSuffix(Column<?> column, Grammar grammar) {
        return column.options()
                .commentText()
                .map(text -> " COMMENT " + grammar.textConstant(text))
                .orElse("");
    }

    @Override
    String tableSuffix(Table table, Grammar grammar) {
        return table.commentText()
                .map(text -> " COMMENT=" + grammar.textConstant(text))
                .orElse("");
    }

    @Override
    void dropIndex(DropIndex drop, Rendering to) {
        to.sql("DROP INDEX ");
        if (drop.ifExists()) {
            to.grammar().require(Feature.INDEX_IF_NOT_EXISTS, "DROP INDEX IF EXISTS");
            to.sql("IF EXISTS ");
        }
        to.name(drop.index().name()).sql(" ON ").table(drop.index().table());
    }

    @Override
    String foreignKeyWord() {
        return "FOREIGN KEY";
    }

    @Override
    String cascade() {
        return "";
    }

    @Override
    String restartIdentity() {
        return "";
    }
}
