package io.granary.schema;

import io.granary.sql.Executable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement that runs before or behind those that create or drop tables. */
record SchemaHook(Moment moment, @Nullable String dialect, Executable statement) {

    enum Moment {
        BEFORE_CREATE,
        AFTER_CREATE,
        BEFORE_DROP,
        AFTER_DROP
    }

    static List<Executable> statements(List<SchemaHook> hooks, Moment moment, SchemaDialect dialect) {
        return hooks.stream()
                .filter(hook -> hook.moment == moment && (hook.dialect == null || hook.dialect.equals(dialect.name())))
                .map(SchemaHook::statement)
                .toList();
    }
}
