package io.granary.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of which tables of a database {@link MetaData#reflect(SchemaTarget, Reflection)} makes tables. Immutable: each step gives a new one.
 *
 * @param schema in which schema; null for that of the session
 * @param tables which; none for all
 * @param views whether views too
 */
public record Reflection(@Nullable String schema, List<String> tables, boolean views) {

    /** All tables of the session's schema, and no views. */
    public static final Reflection ALL = new Reflection(null, List.of(), false);

    /** Copies the list. */
    public Reflection {
        tables = List.copyOf(tables);
    }

    /**
     * {@return this of another schema}
     *
     * @param other the schema
     */
    public Reflection inSchema(String other) {
        return new Reflection(other, tables, views);
    }

    /**
     * {@return this of some tables only, and those that they refer to}
     *
     * @param names which
     */
    public Reflection only(String... names) {
        return new Reflection(schema, List.of(names), views);
    }

    /** {@return this with views, as tables without keys} */
    public Reflection withViews() {
        return new Reflection(schema, tables, true);
    }
}
