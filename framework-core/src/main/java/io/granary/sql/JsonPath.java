package io.granary.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.error.ArgumentException;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.math.BigDecimal;
import java.util.List;

/**
 * A part of a JSON document.
 *
 * @param <T> the Java class of its values
 * @param document the document
 * @param steps names of members, and numbers of elements from 0 on
 * @param text whether it is given as text without quotes, and not as a document
 * @param type what it is
 */
public record JsonPath<T>(Expression<?> document, List<Object> steps, boolean text, SqlType<T> type)
        implements Expression<T> {

    /** Copies the list. */
    public JsonPath {
        steps = List.copyOf(steps);
    }

    static JsonPath<JsonNode> of(Expression<?> document, Object... path) {
        for (Object step : path) {
            if (!(step instanceof String) && !(step instanceof Integer index && index >= 0)) {
                throw ArgumentException.of(
                        "A step of a JSON path is " + step + ".",
                        "Give the name of a member as text, or the number of an element from 0 on.");
            }
        }
        return new JsonPath<>(document, List.of(path), false, Types.JSON);
    }

    /** {@return the text of it, without quotes; NULL where there is nothing, or null} */
    public JsonPath<String> asText() {
        return new JsonPath<>(document, steps, true, Types.TEXT);
    }

    /** {@return the whole number that its text is} */
    public Expression<Long> asInteger() {
        return asText().cast(Types.BIG_INTEGER);
    }

    /** {@return the decimal number that its text is} */
    public Expression<BigDecimal> asNumeric() {
        return asText().cast(Types.NUMERIC);
    }

    @Override
    public int precedence() {
        return Precedence.OTHER;
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
