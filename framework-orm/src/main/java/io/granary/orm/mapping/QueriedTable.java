package io.granary.orm.mapping;

import io.granary.error.ArgumentException;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Cte;
import io.granary.sql.DerivedColumn;
import io.granary.sql.ForeignKeyLink;
import io.granary.sql.FromElement;
import io.granary.sql.RowFilter;
import io.granary.sql.Subquery;
import io.granary.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of a mapped class whose rows are those of a query: it has the class's columns, as the query gives them. Two of one query are the same. */
final class QueriedTable<E> implements MappedTable<E> {

    private final MappedTable<E> original;
    private final FromElement rows;
    private final List<ColumnExpression<?>> columns;

    private QueriedTable(MappedTable<E> original, FromElement rows) {
        this.original = original;
        this.rows = rows;
        List<ColumnExpression<?>> found = new ArrayList<>();
        for (MappedColumn column : original.mapping().columns()) {
            found.add(find(column.column()).orElseThrow(() -> missing(column)));
        }
        this.columns = List.copyOf(found);
    }

    static <E> MappedTable<E> of(MappedTable<E> original, FromElement rows) {
        if (!(rows instanceof Subquery || rows instanceof Cte)) {
            throw ArgumentException.of(
                    original.mapping() + " was to be read from " + rows + ", which is no query.",
                    "Give a query, a subquery or a common table expression; for another name of the table use as(...).");
        }
        return new QueriedTable<>(original, rows);
    }

    private <T> Optional<ColumnExpression<T>> column(ColumnExpression<T> column, String name) {
        return rows.columns().stream()
                .filter(there -> there.name().equals(name))
                .findFirst()
                .map(there -> new DerivedColumn<>(this, there.name(), column.key(), column.type()));
    }

    /** What a column of the class's table became; empty if the query does not give it. */
    <T> Optional<ColumnExpression<T>> find(ColumnExpression<T> column) {
        return column(column, column.name())
                .or(() -> rows.columns().stream()
                        .filter(there -> there.name().equalsIgnoreCase(column.name()))
                        .findFirst()
                        .flatMap(there -> column(column, there.name())));
    }

    private ArgumentException missing(MappedColumn column) {
        return ArgumentException.of(
                "An object of " + original.mapping() + " needs the column "
                        + column.column().name() + ", for "
                        + column.path() + ", and the query gives "
                        + rows.columns().stream().map(ColumnExpression::name).toList() + ".",
                "Have it give all columns of the class, as select(table) does, or a text with columns(...).");
    }

    @Override
    public EntityMapping<E> mapping() {
        return original.mapping();
    }

    @Override
    public SqlType<E> rowType() {
        return original.rowType();
    }

    @Override
    public Optional<FromElement> standsFor() {
        return Optional.of(rows);
    }

    @Override
    public List<ColumnExpression<?>> columns() {
        return columns;
    }

    @Override
    public List<ColumnExpression<?>> primaryKeyColumns() {
        return mapping().key().stream()
                .<ColumnExpression<?>>map(column -> columns.get(column.slot()))
                .toList();
    }

    @Override
    public Optional<String> schemaName() {
        return Optional.empty();
    }

    /** {@return the query's name; one made up where it has none, which tells it from the table} */
    @Override
    public String tableName() {
        if (rows instanceof Cte cte) {
            return cte.name();
        }
        return ((Subquery) rows).name().orElseGet(() -> "anon_" + original.tableName());
    }

    @Override
    public List<ForeignKeyLink> links() {
        return List.of();
    }

    @Override
    public Optional<RowFilter> filter() {
        return original.filter().map(filter -> new RowFilter(column(filter.column()), filter.values()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof QueriedTable<?> table && original.equals(table.original) && rows.equals(table.rows);
    }

    @Override
    public int hashCode() {
        return 31 * original.hashCode() + rows.hashCode();
    }

    /** {@return the class, and the query's name} */
    @Override
    public String toString() {
        return mapping() + " of " + rows;
    }
}
