package io.granary.dialect.render;

import io.granary.dialect.Dialect;
import io.granary.sql.CompiledSql;
import io.granary.sql.Executable;
import io.granary.sql.SchemaTranslation;
import io.granary.sql.TypedNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows statements as a driver gets them. */
public final class SqlTexts {

    private SqlTexts() {}

    /**
     * {@return a statement with the values it holds}
     *
     * @param dialect for which database
     * @param statement which
     * @param parameters values by name, for places that hold none
     */
    public static CompiledSql of(Dialect dialect, Executable statement, Map<String, ?> parameters) {
        ShapeKey key = ShapeKey.of(statement, parameters.keySet(), Execution.SHOWN);
        RenderedStatement written = dialect.renderer().render(statement, key);
        TreeValues values = TreeValues.of(written, key.binds(), dialect.types(), List.of(parameters));
        Map<String, Expansion> expansions = values.expansions();
        TextRendering.Rendered text =
                TextRendering.of(written.segments(), expansions, SchemaTranslation.NONE, CompilerOptions.of(dialect));
        ValueArrays arrays = ValueArrays.of(text.markers(), expansions, values, true);
        List<@Nullable Object> binds = new ArrayList<>();
        for (Object value : arrays.arrays().get(0)) {
            binds.add(value instanceof TypedNull ? null : value);
        }
        return new CompiledSql(text.sql(), binds);
    }
}
