package io.granary.sql;

import java.util.Map;

/** What can write statements: a database's dialect, seen from here. */
public interface SqlDialect {

    /**
     * {@return a statement as the database takes it, with the values it holds}
     *
     * @param statement which
     * @param parameters values by name, for places that hold none
     * @throws io.granary.error.CompileException when it cannot be written for this database; names the feature that is missing
     * @throws io.granary.error.InvalidRequestException when a value is missing
     */
    CompiledSql compile(Executable statement, Map<String, ?> parameters);
}
