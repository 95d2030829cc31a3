package io.granary.engine.internal.connection;

import io.granary.dialect.PostgresDialect;
import io.granary.dialect.render.CompilerOptions;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.engine.internal.compile.StatementCompiler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements for tests of actors, which take them compiled. */
public final class Texts {

    private static final StatementCompiler COMPILER =
            StatementCompiler.of(CompilerOptions.of(PostgresDialect.INSTANCE));

    private Texts() {}

    /** {@return a statement in the driver's own words} */
    public static BoundStatement sql(String text, @Nullable Object... values) {
        return COMPILER.raw(text, List.of(values));
    }

    /** {@return the same statement with several sets of values} */
    public static BoundStatement many(BoundStatement statement, int sets) {
        List<@Nullable Object[]> values = new ArrayList<>();
        for (int set = 0; set < sets; set++) {
            values.add(statement.values().get(0));
        }
        return new BoundStatement(
                statement.compiled(),
                statement.sql(),
                values,
                statement.nullTypes(),
                statement.inserted(),
                statement.returned(),
                statement.further(),
                statement.origin());
    }
}
