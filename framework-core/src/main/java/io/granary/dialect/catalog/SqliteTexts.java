package io.granary.dialect.catalog;

import io.granary.dialect.catalog.SqliteTableText.Reference;
import io.granary.dialect.catalog.SqliteTableText.Rule;
import io.granary.schema.catalog.CatalogRow;
import io.granary.schema.catalog.CheckInfo;
import io.granary.schema.catalog.ForeignKeyInfo;
import io.granary.schema.catalog.KeyInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds to what SQLite's pragmas tell what stands in the texts of its statements only. Stateless; each text is read once for an answer. */
final class SqliteTexts {

    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?");

    /** Computed columns have a table's text in place 7; the others nothing. Defaults that are calculated get back the parentheses that they need. */
    List<CatalogRow> computations(List<CatalogRow> rows) {
        Function<@Nullable String, SqliteTableText> read = reading();
        List<CatalogRow> computed = CatalogReader.replaced(
                rows,
                7,
                row -> Optional.ofNullable(
                        read.apply(row.text(7)).computations().get(row.name(1))));
        return CatalogReader.replaced(computed, 3, row -> row.optional(3).map(SqliteTexts::defaultValue));
    }

    private static String defaultValue(String sql) {
        SqliteTokens tokens = SqliteTokens.of(sql);
        return tokens.size() == 1 || NUMBER.matcher(sql).matches() ? sql : "(" + sql + ")";
    }

    /** The table's text stands in place 1. */
    List<CatalogRow> primaryKeys(List<CatalogRow> rows) {
        Function<@Nullable String, SqliteTableText> read = reading();
        return CatalogReader.replaced(
                rows, 1, row -> Optional.ofNullable(read.apply(row.text(1)).primaryKey()));
    }

    /** The table's text stands in place 3. */
    Map<String, List<KeyInfo>> uniques(List<CatalogRow> rows, Map<String, List<KeyInfo>> told) {
        return each(
                rows,
                3,
                told,
                (text, keys) -> keys.stream()
                        .map(key -> new KeyInfo(text.uniqueName(key.columns()), key.columns()))
                        .toList());
    }

    /** The table's text stands in place 9. The pragma numbers keys from the last of the text to the first. */
    Map<String, List<ForeignKeyInfo>> foreignKeys(List<CatalogRow> rows, Map<String, List<ForeignKeyInfo>> told) {
        return each(rows, 9, told, (text, keys) -> {
            List<Reference> references = text.references();
            List<ForeignKeyInfo> named = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                boolean known = references.size() == keys.size()
                        && references.get(i).isOf(keys.get(i).columns());
                named.add(known ? named(keys.get(i), references.get(i)) : keys.get(i));
            }
            return named;
        });
    }

    private static ForeignKeyInfo named(ForeignKeyInfo key, Reference reference) {
        String name = reference.name();
        return new ForeignKeyInfo(
                name == null ? key.name() : name,
                key.columns(),
                key.targetSchema(),
                key.targetTable(),
                key.targetColumns(),
                key.onDelete(),
                key.onUpdate(),
                reference.check());
    }

    /** The table's text stands in place 1. */
    Map<String, List<CheckInfo>> checks(List<CatalogRow> rows) {
        Map<String, List<CheckInfo>> checks = new LinkedHashMap<>();
        for (CatalogRow row : rows) {
            List<Rule> rules = SqliteTableText.of(row.text(1)).rules();
            List<CheckInfo> told = new ArrayList<>();
            for (Rule rule : rules) {
                String name = rule.name();
                told.add(new CheckInfo(name == null ? row.name(0) + "_ck_" + told.size() : name, rule.sql()));
            }
            if (!told.isEmpty()) {
                checks.put(row.name(0), told);
            }
        }
        return checks;
    }

    /**
     * The index's text stands in place 5, and which of its terms the row is in place 6. A term that is no column's name gets its text, and an index of which
     * one has none is left out.
     */
    List<CatalogRow> indexes(List<CatalogRow> rows) {
        Map<String, SqliteIndexText> known = new HashMap<>();
        Function<CatalogRow, Optional<SqliteIndexText>> read =
                row -> row.optional(5).map(sql -> known.computeIfAbsent(sql, SqliteIndexText::of));
        List<CatalogRow> complete = CatalogReader.replaced(
                rows,
                3,
                row -> row.optional(3)
                        .or(() -> read.apply(row).map(text -> text.terms().get((int) row.number(6, 0)))));
        Set<String> unreadable = complete.stream()
                .filter(row -> row.optional(3).isEmpty())
                .map(row -> row.name(1))
                .collect(Collectors.toSet());
        return CatalogReader.replaced(complete, 5, row -> read.apply(row).map(SqliteIndexText::condition)).stream()
                .filter(row -> !unreadable.contains(row.name(1)))
                .toList();
    }

    private static Function<@Nullable String, SqliteTableText> reading() {
        Map<@Nullable String, SqliteTableText> known = new HashMap<>();
        return sql -> known.computeIfAbsent(sql, SqliteTableText::of);
    }

    private static <E> Map<String, List<E>> each(
            List<CatalogRow> rows,
            int place,
            Map<String, List<E>> told,
            BiFunction<SqliteTableText, List<E>, List<E>> completing) {
        Map<String, @Nullable String> texts = new HashMap<>();
        rows.forEach(row -> texts.put(row.name(0), row.text(place)));
        Map<String, List<E>> complete = new LinkedHashMap<>();
        told.forEach((table, all) -> complete.put(table, completing.apply(SqliteTableText.of(texts.get(table)), all)));
        return complete;
    }
}
