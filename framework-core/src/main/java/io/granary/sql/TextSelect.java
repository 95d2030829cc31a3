package io.granary.sql;

import io.granary.error.ArgumentException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query in the database's own SQL whose columns are told: rows are read by them with their types, and it may stand within a statement that is built, as a subquery or a
 * common table expression. Immutable; made by {@link TextClause#columns(ColumnExpression, ColumnExpression[])}. (SQLAlchemy's {@code TextualSelect}.)
 */
public final class TextSelect implements Query {

    private final TextClause text;
    private final List<ColumnExpression<?>> columns;

    TextSelect(TextClause text, List<ColumnExpression<?>> columns) {
        if (!text.columnNames().isEmpty()) {
            throw ArgumentException.of(
                    "The columns of a text were told twice, by name and as columns.", "Tell them once.");
        }
        this.text = text;
        this.columns = List.copyOf(columns);
    }

    /**
     * {@return this with a value for a parameter where an execution gives none}
     *
     * @param name the parameter
     * @param value the value, null included
     */
    public TextSelect bind(String name, @Nullable Object value) {
        return new TextSelect(text.bind(name, value), columns);
    }

    /** {@return the text} */
    public TextClause text() {
        return text;
    }

    /** {@return the values that it holds, by name} */
    public Map<String, @Nullable Object> defaults() {
        return text.defaults();
    }

    @Override
    public List<Expression<?>> outputs() {
        return List.copyOf(columns);
    }

    @Override
    public <R> R accept(Executable.Visitor<R> visitor) {
        return visitor.visit(this);
    }

    /** {@return the text, without values} */
    @Override
    public String toString() {
        return text.sql();
    }
}
