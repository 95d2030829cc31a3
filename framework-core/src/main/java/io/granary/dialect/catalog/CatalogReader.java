package io.granary.dialect.catalog;

import io.granary.schema.ForeignKeyTarget.Action;
import io.granary.schema.ForeignKeyTarget.Check;
import io.granary.schema.Identity;
import io.granary.schema.catalog.CatalogRow;
import io.granary.schema.catalog.CatalogScope;
import io.granary.schema.catalog.CheckInfo;
import io.granary.schema.catalog.ColumnInfo;
import io.granary.schema.catalog.ForeignKeyInfo;
import io.granary.schema.catalog.IndexInfo;
import io.granary.schema.catalog.KeyInfo;
import io.granary.type.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers of catalogues. The questions put their columns into one order, which stands at each method; the first is always the
 * table's name, and the rows of one thing come one after another.
 */
record CatalogReader(NameFolding folding, TypeReader types) {

    /** Name, nullable, default, ALWAYS or BY DEFAULT, start, increment, computed, comment, type. */
    Map<String, List<ColumnInfo>> columns(List<CatalogRow> rows) {
        return each(
                rows,
                row -> new ColumnInfo(
                        name(row, 1),
                        type(row),
                        row.flag(2),
                        row.optional(3).orElse(null),
                        row.optional(4)
                                .map(kind -> new Identity(kind.equals("ALWAYS"), row.number(5, 1), row.number(6, 1)))
                                .orElse(null),
                        row.optional(7).orElse(null),
                        row.optional(8).orElse(null)));
    }

    private SqlType<?> type(CatalogRow row) {
        return types.read(row.name(9));
    }

    /** The constraint's name or NULL, a column's name. */
    Map<String, List<KeyInfo>> keys(List<CatalogRow> rows) {
        return grouped(
                rows,
                group -> new KeyInfo(
                        group.get(0).optional(1).map(folding::fromCatalog).orElse(null), names(group, 2)));
    }

    /** The constraint's name, a column's name, other schema or NULL, table and column, rules for UPDATE and DELETE, when it is checked. */
    Map<String, List<ForeignKeyInfo>> foreignKeys(CatalogScope scope, List<CatalogRow> rows) {
        return grouped(rows, group -> {
            CatalogRow first = group.get(0);
            return new ForeignKeyInfo(
                    name(first, 1),
                    names(group, 2),
                    first.optional(3).map(folding::fromCatalog).orElse(scope.schemaName()),
                    name(first, 4),
                    names(group, 5),
                    action(first.name(7)),
                    action(first.name(6)),
                    Check.valueOf(first.name(8)));
        });
    }

    private static Action action(String rule) {
        return Arrays.stream(Action.values())
                .filter(action -> action.sql().equals(rule))
                .findFirst()
                .orElse(Action.NO_ACTION);
    }

    /** The constraint's name, its condition. */
    Map<String, List<CheckInfo>> checks(List<CatalogRow> rows) {
        return each(rows, row -> new CheckInfo(name(row, 1), row.name(2)));
    }

    /** The index's name, whether it is unique, a term, whether that is an expression, the condition or NULL. */
    Map<String, List<IndexInfo>> indexes(List<CatalogRow> rows) {
        return grouped(
                rows,
                group -> new IndexInfo(
                        name(group.get(0), 1),
                        group.stream()
                                .map(row -> row.flag(4)
                                        ? new IndexInfo.Term(row.name(3), true)
                                        : new IndexInfo.Term(name(row, 3), false))
                                .toList(),
                        group.get(0).flag(2),
                        group.get(0).optional(5).orElse(null)));
    }

    /** The comment or NULL. */
    Map<String, List<String>> comments(List<CatalogRow> rows) {
        return each(rows.stream().filter(row -> row.optional(1).isPresent()).toList(), row -> row.name(1));
    }

    private String name(CatalogRow row, int index) {
        return folding.fromCatalog(row.name(index));
    }

    private List<String> names(List<CatalogRow> rows, int index) {
        return rows.stream().map(row -> name(row, index)).toList();
    }

    private <E> Map<String, List<E>> each(List<CatalogRow> rows, Function<CatalogRow, E> reading) {
        Map<String, List<E>> byTable = new LinkedHashMap<>();
        rows.forEach(row -> byTable.computeIfAbsent(name(row, 0), table -> new ArrayList<>())
                .add(reading.apply(row)));
        return byTable;
    }

    /** One thing of all rows that begin with the same two texts. */
    private <E> Map<String, List<E>> grouped(List<CatalogRow> rows, Function<List<CatalogRow>, E> reading) {
        Map<List<@Nullable String>, List<CatalogRow>> groups = new LinkedHashMap<>();
        rows.forEach(row -> groups.computeIfAbsent(Arrays.asList(row.text(0), row.text(1)), key -> new ArrayList<>())
                .add(row));
        Map<String, List<E>> byTable = new LinkedHashMap<>();
        groups.values()
                .forEach(group -> byTable.computeIfAbsent(name(group.get(0), 0), table -> new ArrayList<>())
                        .add(reading.apply(group)));
        return byTable;
    }

    /** {@return rows with another text in one place} */
    static List<CatalogRow> replaced(List<CatalogRow> rows, int index, Function<CatalogRow, Optional<String>> text) {
        return rows.stream()
                .map(row -> {
                    List<@Nullable Object> values = new ArrayList<>(row.values());
                    values.set(index, text.apply(row).orElse(null));
                    return new CatalogRow(values);
                })
                .toList();
    }
}
