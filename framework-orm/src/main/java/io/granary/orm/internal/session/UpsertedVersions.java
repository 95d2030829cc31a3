package io.granary.orm.internal.session;

import io.granary.orm.internal.flush.Versions;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.schema.Column;
import io.granary.sql.Assignment;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Insert;
import io.granary.sql.OnConflict;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Has upserts give the rows that they change another version, so that who read one before is told that it is late. */
final class UpsertedVersions {

    private final EntityMapping<?> mapping;
    private final Clock clock;

    UpsertedVersions(EntityMapping<?> mapping, Clock clock) {
        this.mapping = mapping;
        this.clock = clock;
    }

    /**
     * The same; as it is where it changes no rows, gives them a version itself, or the database makes that.
     *
     * @param parameters what its execution gives, by the names of columns
     */
    Insert counting(Insert insert, List<? extends Map<String, ?>> parameters) {
        return mapping.version()
                .filter(MappedColumn::updatable)
                .filter(version -> insert.conflict()
                        .filter(conflict -> counts(conflict, version, given(insert, parameters)))
                        .isPresent())
                .map(version -> insert.conflicting(conflict -> counting(conflict, version.column())))
                .orElse(insert);
    }

    private static boolean counts(OnConflict conflict, MappedColumn version, Set<String> given) {
        Set<String> changed = new HashSet<>(conflict.settingGiven() ? given : Set.of());
        conflict.keys().stream().map(ColumnExpression::key).forEach(changed::remove);
        conflict.updates().stream()
                .map(Assignment::column)
                .map(ColumnExpression::key)
                .forEach(changed::add);
        return !changed.isEmpty() && !changed.contains(version.column().key());
    }

    /** The columns that it gives new rows. */
    private Set<String> given(Insert insert, List<? extends Map<String, ?>> parameters) {
        Set<String> given = new HashSet<>();
        parameters.forEach(each -> given.addAll(each.keySet()));
        given.retainAll(
                mapping.columns().stream().map(column -> column.column().key()).toList());
        insert.queryColumns().forEach(column -> given.add(column.key()));
        insert.rows().stream()
                .flatMap(List::stream)
                .forEach(each -> given.add(each.column().key()));
        return given;
    }

    /** A number is one more than the row's; a time is now. */
    @SuppressWarnings("unchecked") // the first version is of the column's class
    private <T> OnConflict counting(OnConflict conflict, Column<T> version) {
        T first = (T) Versions.first(version.type().javaType(), clock);
        return first instanceof Number ? conflict.set(version, version.add(first)) : conflict.set(version, first);
    }
}
