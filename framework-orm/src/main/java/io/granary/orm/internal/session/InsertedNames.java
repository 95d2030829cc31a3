package io.granary.orm.internal.session;

import io.granary.dialect.render.Execution;
import io.granary.dialect.render.ShapeKey;
import io.granary.error.CompileException;
import io.granary.error.InvalidRequestException;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.sql.Insert;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the values of rows to be inserted are called in the statement, whose names are those of columns, and of the places that it has for others. */
final class InsertedNames {

    private final EntityMapping<?> mapping;
    private final Insert insert;
    private final Map<String, String> known = new HashMap<>();
    private @Nullable Set<String> places;

    InsertedNames(EntityMapping<?> mapping, Insert insert) {
        this.mapping = mapping;
        this.insert = insert;
    }

    /**
     * The same values by the names of columns. All are looked at before any is sent.
     *
     * @throws CompileException when a name is none of an attribute, of a column, or of a place in the statement
     * @throws InvalidRequestException when one set gives a column twice, by its name and by that of its attribute
     */
    List<Map<String, ?>> of(List<? extends Map<String, ?>> sets) {
        List<Map<String, ?>> named = new ArrayList<>(sets.size());
        sets.forEach(set -> named.add(of(set)));
        return named;
    }

    private Map<String, ?> of(Map<String, ?> set) {
        boolean same = true;
        for (String name : set.keySet()) {
            same &= known.computeIfAbsent(name, this::find).equals(name);
        }
        return same ? set : renamed(set);
    }

    private Map<String, @Nullable Object> renamed(Map<String, ?> set) {
        Map<String, @Nullable Object> renamed = new LinkedHashMap<>();
        set.forEach((name, value) -> {
            String column = known.getOrDefault(name, name);
            if (renamed.containsKey(column)) {
                throw InvalidRequestException.of(
                        "A row of " + mapping + " was given two values for " + column + ", by the names " + set.keySet()
                                + ".",
                        "Give it one value, by the name of the attribute or of the column.");
            }
            renamed.put(column, value);
        });
        return renamed;
    }

    private String find(String name) {
        String column = NamedColumns.find(mapping, name)
                .filter(found -> !found.isExpression())
                .map(found -> found.column().key())
                .orElse(null);
        if (name.equals(column) || places().contains(name)) {
            return name;
        }
        if (column == null) {
            throw CompileException.of(
                    "Unconsumed column names: " + name + "; " + mapping
                            + " has no such attribute and no such column, and the statement no such parameter.",
                    "Its columns are "
                            + mapping.columns().stream()
                                    .filter(each -> !each.isExpression())
                                    .map(InsertedNames::described)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        return column;
    }

    private static String described(MappedColumn column) {
        String key = column.column().key();
        return column.reference() || column.path().equals(key) ? key : key + " (" + column.path() + ")";
    }

    /** What the statement itself calls places for values. */
    private Set<String> places() {
        if (places == null) {
            places = ShapeKey.of(insert, List.of(), Execution.SHOWN).binds().stream()
                    .flatMap(bind -> bind.ownName().stream())
                    .collect(Collectors.toSet());
        }
        return places;
    }
}
