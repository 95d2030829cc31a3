package io.granary.sql;

import io.granary.error.ArgumentException;
import java.util.Map;
import java.util.Optional;

/**
 * Other names for the schemas of a statement that is built, given when it is executed: one set of tables serves every tenant. Immutable.
 *
 * @param names the schema to use for each schema that tables name; an empty text on the left stands for those that name none, one on the right for writing
 *     none
 * @see <a href="https://docs.sqlalchemy.org/en/20/core/connections.html#translation-of-schema-names">Translation of schema names of SQLAlchemy</a>
 */
public record SchemaTranslation(Map<String, String> names) {

    /** All schemas keep their names. */
    public static final SchemaTranslation NONE = new SchemaTranslation(Map.of());

    /**
     * Copies the names.
     *
     * @throws ArgumentException when one of them is null
     */
    public SchemaTranslation {
        try {
            names = Map.copyOf(names);
        } catch (NullPointerException missing) {
            throw ArgumentException.of(
                    "A translation of schema names holds null.",
                    "Use an empty text for tables that name no schema, and for writing none.");
        }
    }

    /**
     * {@return the name to write; empty for none}
     *
     * @param schema the name that a table has; empty for none
     */
    public Optional<String> apply(Optional<String> schema) {
        String translated = names.get(schema.orElse(""));
        return translated == null ? schema : Optional.of(translated).filter(name -> !name.isEmpty());
    }
}
