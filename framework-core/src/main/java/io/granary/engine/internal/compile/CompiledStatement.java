package io.granary.engine.internal.compile;

import io.granary.dialect.render.Markers;
import io.granary.dialect.render.Slot;
import io.granary.engine.RowKeys;
import io.granary.sql.StatementShape;
import io.granary.sql.StatementVerb;
import java.util.List;

/**
 * A statement as the driver takes it, without values; what the cache keeps.
 *
 * @param sql with the driver's markers
 * @param markers where the value for each one comes from
 * @param shape what it is expected to answer with
 * @param verb what it does
 * @param columnNames the declared names of the result's columns; empty when the database's own stand
 * @param transactionControl whether it would begin or end a transaction behind the connection's back
 * @param changesSession whether it may leave the session other than it was
 * @param endsInLineComment whether text put behind it would be part of a comment
 * @param keys remembers the keys of its results
 * @param decoding makes values of what the driver decoded
 */
public record CompiledStatement(
        String sql,
        Markers markers,
        StatementShape shape,
        StatementVerb verb,
        List<String> columnNames,
        boolean transactionControl,
        boolean changesSession,
        boolean endsInLineComment,
        KnownKeys keys,
        RowDecoding decoding) {

    /** Copies the list. */
    public CompiledStatement {
        columnNames = List.copyOf(columnNames);
    }

    /** {@return the parameter's name for each marker; that of a list comes once an element} */
    public List<String> bindNames() {
        return markers.slots().stream().map(Slot::name).toList();
    }

    /** {@return the columns as they are declared; unknown where the database's own names stand} */
    public RowKeys declaredKeys() {
        return columnNames.isEmpty() ? RowKeys.unknown() : keys.of(columnNames);
    }
}
