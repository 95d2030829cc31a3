package io.granary.engine.internal.connection;

import io.granary.driver.DriverStatement;
import io.granary.driver.SqlNull;
import io.granary.engine.ResultData;
import io.granary.engine.RowKeys;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.engine.internal.compile.CompiledStatement;
import io.granary.engine.internal.compile.InsertedRow;
import io.granary.engine.internal.compile.ReturnedRows;
import io.granary.error.GranaryException;
import io.granary.sql.StatementShape;
import io.granary.sql.StatementVerb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Between a compiled statement and the port: what is sent, and what the answer means. */
final class ResultAssembly {

    private ResultAssembly() {}

    static DriverStatement.Returns returns(BoundStatement statement) {
        if (statement.inserted().filter(InsertedRow::isToldByDriver).isPresent()) {
            return DriverStatement.Returns.GENERATED_KEY;
        }
        return switch (statement.compiled().shape()) {
            case ROWS -> DriverStatement.Returns.ROWS;
            case COUNT -> DriverStatement.Returns.COUNT;
            case UNKNOWN -> DriverStatement.Returns.UNKNOWN;
        };
    }

    /** The values with typed NULLs where the statement knows a type; the arrays are copied only where one is needed. */
    static List<Object[]> bindings(BoundStatement statement) {
        List<Class<?>> types = statement.nullTypes();
        if (types.isEmpty()) {
            return List.of();
        }
        List<Object[]> typed = new ArrayList<>(statement.values().size());
        for (Object[] values : statement.values()) {
            typed.add(typed(values, types));
        }
        return typed;
    }

    private static Object[] typed(Object[] values, List<Class<?>> types) {
        Object[] copy = values;
        for (int index = 0; index < values.length; index++) {
            if (values[index] == null && types.get(index) != Object.class) {
                copy = copy == values ? values.clone() : copy;
                copy[index] = new SqlNull(types.get(index));
            }
        }
        return copy;
    }

    /**
     * The rows in the order of those that were inserted, where they are.
     *
     * @throws GranaryException when they cannot be told apart
     */
    static StatementRows arranged(BoundStatement statement, StatementRows rows) {
        Optional<ReturnedRows> order = statement.returned();
        List<String> names = rows.names();
        if (order.isEmpty() || names == null) {
            return rows;
        }
        int asked = names.size() - order.get().hidden();
        return new StatementRows(names.subList(0, asked), order.get().arranged(rows.rows()), rows.updated());
    }

    /** Gives the result, or says why its values are none. */
    static void answer(BoundStatement statement, StatementRows rows, Answer<ResultData> answer) {
        ResultData data;
        try {
            statement.compiled().decoding().decode(rows.rows());
            data = result(statement, rows);
        } catch (GranaryException undecodable) {
            answer.fail(undecodable);
            return;
        }
        answer.succeed(data);
    }

    static ResultData result(BoundStatement statement, StatementRows rows) {
        CompiledStatement compiled = statement.compiled();
        boolean insert = compiled.verb() == StatementVerb.INSERT;
        boolean returnsRows = rows.names() != null || compiled.shape() == StatementShape.ROWS;
        if (statement.inserted().isPresent()) {
            return inserted(statement.inserted().get(), rows);
        }
        long count = rows.updated() >= 0 || compiled.verb() == StatementVerb.OTHER
                ? rows.updated()
                : rows.rows().size();
        return new ResultData(keys(compiled, rows), rows.rows(), count, returnsRows, insert);
    }

    /** What came back with it tells of the row's key only: the statement was asked for no rows. */
    private static ResultData inserted(InsertedRow row, StatementRows rows) {
        long count = rows.updated() >= 0 ? rows.updated() : rows.rows().size();
        return new ResultData(RowKeys.unknown(), List.of(), count, false, true, row.key(rows.rows()));
    }

    private static RowKeys keys(CompiledStatement compiled, StatementRows rows) {
        return keys(compiled, rows.names());
    }

    static RowKeys keys(CompiledStatement compiled, @Nullable List<String> told) {
        boolean declared = told == null || told.size() == compiled.columnNames().size();
        RowKeys keys = declared ? compiled.declaredKeys() : RowKeys.unknown();
        return keys.known() || told == null ? keys : compiled.keys().of(told);
    }
}
