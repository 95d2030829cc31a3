package io.granary.schema.catalog;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a database is asked about.
 *
 * @param schemaName which schema; null for that of the session
 * @param tableName which table or view; null for all
 */
public record CatalogScope(
        @Nullable String schemaName, @Nullable String tableName) {

    /** {@return the schema; empty for that of the session} */
    public Optional<String> schema() {
        return Optional.ofNullable(schemaName);
    }

    /** {@return the table or view; empty for all} */
    public Optional<String> table() {
        return Optional.ofNullable(tableName);
    }

    /**
     * {@return a name of the schema, as it is written in statements and in texts}
     *
     * @param name of a table or the like
     */
    public String qualified(String name) {
        return schemaName == null ? name : schemaName + "." + name;
    }
}
