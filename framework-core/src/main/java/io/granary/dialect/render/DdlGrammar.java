package io.granary.dialect.render;

import io.granary.schema.Column;
import io.granary.schema.DropIndex;
import io.granary.schema.Identity;
import io.granary.schema.Table;
import io.granary.sql.Expression;

/** How a database spells what databases spell differently in data definition. The standard's way; each database overrides what it does otherwise. */
class DdlGrammar {

    String identity(Identity identity) {
        String numbers = identity.start() == 1 && identity.increment() == 1
                ? ""
                : " (INCREMENT BY " + identity.increment() + " START WITH " + identity.start() + ")";
        return " GENERATED " + (identity.always() ? "ALWAYS" : "BY DEFAULT") + " AS IDENTITY" + numbers;
    }

    /** What a column is declared as. */
    String columnType(Column<?> column, Grammar grammar) {
        return grammar.types().columnName(column.type());
    }

    /** Whether what numbers a column declares the primary key as well. */
    boolean declaresKeyInColumn(Table table) {
        return false;
    }

    String stored() {
        return " STORED";
    }

    /** A function or calculation stands in parentheses where it must. */
    void defaultValue(Column<?> column, Expression<?> value, Rendering to) {
        to.expression(value);
    }

    String columnSuffix(Column<?> column, Grammar grammar) {
        return "";
    }

    String tableSuffix(Table table, Grammar grammar) {
        return "";
    }

    void dropIndex(DropIndex drop, Rendering to) {
        to.sql("DROP INDEX ").sql(drop.ifExists() ? "IF EXISTS " : "");
        to.schema(drop.index().table().schemaName()).name(drop.index().name());
    }

    String foreignKeyWord() {
        return "CONSTRAINT";
    }

    String truncate() {
        return "TRUNCATE TABLE ";
    }

    String cascade() {
        return " CASCADE";
    }

    String restartIdentity() {
        return " RESTART IDENTITY";
    }
}
