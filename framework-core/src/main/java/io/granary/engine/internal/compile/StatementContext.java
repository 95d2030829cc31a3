package io.granary.engine.internal.compile;

import io.granary.sql.SchemaTranslation;
import java.util.Map;

/**
 * What the options of an execution change about the text of a statement.
 *
 * @param tags written behind the statement as a comment, percent-encoded, in the map's order
 * @param schemas other names for the schemas of statements that are built
 */
public record StatementContext(Map<String, String> tags, SchemaTranslation schemas) {

    /** Nothing is changed. */
    public static final StatementContext NONE = new StatementContext(Map.of(), SchemaTranslation.NONE);

    /**
     * {@return a context that changes nothing but tags}
     *
     * @param tags what they are
     */
    public static StatementContext tagged(Map<String, String> tags) {
        return new StatementContext(tags, SchemaTranslation.NONE);
    }
}
