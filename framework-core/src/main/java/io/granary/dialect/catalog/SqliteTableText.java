package io.granary.dialect.catalog;

import io.granary.schema.ForeignKeyTarget.Check;
import io.granary.schema.catalog.KeyInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the text of a CREATE TABLE tells that SQLite's pragmas do not.
 *
 * @param primaryKey the name of the primary key; null if it has none
 * @param uniques the unique constraints, in order
 * @param references the foreign keys, in order
 * @param rules the checks, in order
 * @param computations what columns are computed from, by their names
 */
record SqliteTableText(
        @Nullable String primaryKey,
        List<KeyInfo> uniques,
        List<Reference> references,
        List<Rule> rules,
        Map<String, String> computations) {

    /** Of what is no table. */
    static final SqliteTableText NOTHING = new SqliteTableText(null, List.of(), List.of(), List.of(), Map.of());

    /** Copies the collections. */
    SqliteTableText {
        uniques = List.copyOf(uniques);
        references = List.copyOf(references);
        rules = List.copyOf(rules);
        computations = Map.copyOf(computations);
    }

    /** A foreign key, of which the pragma tells the rest. */
    record Reference(@Nullable String name, List<String> columns, Check check) {

        Reference checked(Check other) {
            return new Reference(name, columns, other);
        }

        /** {@return whether columns are the key's, in whatever letter case} */
        boolean isOf(List<String> others) {
            return SqliteTableText.alike(columns, others);
        }
    }

    /** A check. */
    record Rule(@Nullable String name, String sql) {}

    static SqliteTableText of(@Nullable String sql) {
        if (sql == null) {
            return NOTHING;
        }
        SqliteTokens tokens = SqliteTokens.of(sql);
        boolean table = tokens.at(0).is("CREATE") && tokens.at(1).is("TABLE");
        return table ? new SqliteTableReader(tokens).read() : NOTHING;
    }

    /** {@return the name of a unique constraint; null if it has none} */
    @Nullable String uniqueName(List<String> columns) {
        return uniques.stream()
                .filter(key -> alike(key.columns(), columns))
                .findFirst()
                .map(KeyInfo::name)
                .orElse(null);
    }

    private static boolean alike(List<String> some, List<String> others) {
        boolean alike = some.size() == others.size();
        for (int i = 0; alike && i < some.size(); i++) {
            alike = some.get(i).equalsIgnoreCase(others.get(i));
        }
        return alike;
    }
}
