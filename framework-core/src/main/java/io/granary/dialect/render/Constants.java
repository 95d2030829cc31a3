package io.granary.dialect.render;

import io.granary.error.CompileException;
import io.granary.sql.Bind;
import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.UUID;

/** Values written into the text, as data definition needs them. */
final class Constants {

    private Constants() {}

    static String of(Bind<?> bind, Grammar grammar) {
        Object value = bind.value();
        if (!bind.hasValue()) {
            throw CompileException.of(
                    "The parameter '" + bind.name() + "' stands where only constants may, and has no value.",
                    "Write the value there.");
        } else if (value == null) {
            return "NULL";
        } else if (value instanceof Boolean bool) {
            return grammar.booleanConstant(bool);
        } else if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        } else if (value instanceof Double || value instanceof Float || bind.list()) {
            throw unwritable(value);
        } else if (value instanceof Number) {
            return value.toString();
        } else if (value instanceof CharSequence || value instanceof Enum<?> || value instanceof UUID) {
            return grammar.textConstant(value.toString());
        } else if (value instanceof Temporal) {
            return grammar.textConstant(value.toString().replace('T', ' '));
        }
        throw unwritable(value);
    }

    private static CompileException unwritable(Object value) {
        return CompileException.of(
                "A value of " + value.getClass().getName() + " cannot be written into the text of a statement.",
                "Write it yourself with literalSql(...).");
    }
}
