package io.granary.orm.internal.session;

import io.granary.engine.Result;
import io.granary.error.InvalidRequestException;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Inheritance;
import io.granary.orm.mapping.KeyGeneration;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.MappedTable;
import io.granary.schema.Column;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Insert;
import io.granary.sql.OnConflict;
import io.granary.sql.Query;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import io.granary.sql.Sql;
import io.granary.sql.Subquery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Runs INSERT of many rows of a class: each says of which class of a hierarchy it is, whatever gives its values, goes into all tables of its class, and
 * gets a key. A value that is given for the column which tells the class is kept, as that of any column. Rows of other names than those before them take
 * a statement of their own. (SQLAlchemy, "ORM Bulk INSERT Statements".)
 */
final class BulkInserts {

    private final SessionCore core;
    private final EntityMapping<?> mapping;
    private final Optional<MappedColumn> discriminator;

    private BulkInserts(SessionCore core, EntityMapping<?> mapping, Optional<MappedColumn> discriminator) {
        this.core = core;
        this.mapping = mapping;
        this.discriminator = discriminator;
    }

    /** What runs those of a table; empty for one of no class. */
    static Optional<BulkInserts> of(SessionCore core, Insert insert) {
        if (!(insert.table() instanceof MappedTable<?> table)
                || !core.mappings().contains(table.mapping().type())) {
            return Optional.empty();
        }
        EntityMapping<?> mapping = table.mapping();
        Optional<MappedColumn> discriminator = mapping.inheritance()
                .filter(inheritance -> !inheritance.concrete())
                .flatMap(inheritance -> mapping.discriminator());
        return Optional.of(new BulkInserts(core, mapping, discriminator));
    }

    /** All is looked at before the first statement is sent; the results are one, in the order of the rows. */
    CompletionStage<Result> execute(Insert insert, List<? extends Map<String, ?>> given) {
        List<Map<String, ?>> rows = named(insert, given);
        Optional<JoinedInserts> joined = JoinedInserts.of(core, mapping, insert, rows);
        if (joined.isPresent()) {
            telling(insert, rows);
            return joined.orElseThrow().run(value());
        }
        List<List<Map<String, ?>>> runs = insert.query().isPresent() ? List.of(rows) : SetsOfNames.runs(rows);
        if (runs.size() <= 1) {
            return core.connection().run(telling(insert, rows), rows);
        }
        List<Insert> statements = runs.stream().map(run -> telling(insert, run)).toList();
        CompletionStage<Result> all = core.connection().run(statements.get(0), runs.get(0));
        for (int i = 1; i < runs.size(); i++) {
            Insert statement = statements.get(i);
            List<Map<String, ?>> run = runs.get(i);
            all = core.turn()
                    .then(all, before -> core.turn().map(core.connection().run(statement, run), before::merge));
        }
        return all;
    }

    /** The values of rows by the names of columns; those of a query are no columns. */
    List<Map<String, ?>> named(Insert insert, List<? extends Map<String, ?>> given) {
        return insert.query().isPresent() ? List.copyOf(given) : new InsertedNames(mapping, insert).of(given);
    }

    private Optional<Object> value() {
        return mapping.inheritance().flatMap(Inheritance::value);
    }

    /**
     * The same, telling the class of its rows.
     *
     * @throws InvalidRequestException when no row can be of the class, and nothing says of which they are; or when a query does not name its columns
     */
    Insert telling(Insert insert, List<? extends Map<String, ?>> parameters) {
        Insert numbered = numbered(insert, parameters);
        return discriminator
                .map(column -> telling(numbered, parameters, column))
                .orElse(numbered);
    }

    private Insert telling(Insert insert, List<? extends Map<String, ?>> parameters, MappedColumn discriminator) {
        Optional<Object> value = value();
        if (value.isEmpty() && !isGiven(discriminator, insert, parameters)) {
            throw InvalidRequestException.of(
                    mapping
                            + " is abstract, so no row is of it, and this INSERT does not say of which class its rows are.",
                    "Insert into the table of a class that is not abstract; or give " + discriminator
                            + ", which tells it.");
        }
        return value.map(known -> telling(insert, known, discriminator)).orElse(insert);
    }

    /**
     * The same, with the next number of the sequence for rows whose keys nobody gave; each is the first of a block, of which the others are left out. An
     * upsert that changes whatever is given stays as it is: it would change keys.
     */
    private Insert numbered(Insert insert, List<? extends Map<String, ?>> parameters) {
        MappedColumn key = mapping.key().get(0);
        boolean asked = mapping.storedIn().size() == 1
                && insert.query().isEmpty()
                && insert.conflict().filter(OnConflict::settingGiven).isEmpty()
                && insert.rows().size() <= 1
                && !isSet(key, insert)
                && parameters.stream()
                        .noneMatch(each -> each.containsKey(key.column().key()));
        return asked && mapping.generation() instanceof KeyGeneration.BySequence by
                ? numbered(insert, key.column(), by.sequence().nextValue())
                : insert;
    }

    @SuppressWarnings("unchecked") // to the database a number is one of the column's class
    private static <T> Insert numbered(Insert insert, Column<T> key, Expression<?> next) {
        return insert.set(key, (Expression<T>) next);
    }

    private static boolean isGiven(MappedColumn column, Insert insert, List<? extends Map<String, ?>> parameters) {
        String key = column.column().key();
        return isSet(column, insert)
                || (!parameters.isEmpty() && parameters.stream().allMatch(each -> each.containsKey(key)));
    }

    private static boolean isSet(MappedColumn column, Insert insert) {
        return insert.queryColumns().stream().anyMatch(each -> is(column, each))
                || insert.rows().stream().flatMap(List::stream).anyMatch(each -> is(column, each.column()));
    }

    /** Each class of the hierarchy has the column as one of its own. */
    private static boolean is(MappedColumn column, ColumnExpression<?> named) {
        return named.name().equals(column.column().name());
    }

    /** Values get that of the class as they get every default; what a query gives gets it here. */
    private Insert telling(Insert insert, Object value, MappedColumn discriminator) {
        Column<?> column = discriminator.column();
        Optional<Query> query = insert.query();
        if (query.isEmpty() || insert.queryColumns().stream().anyMatch(each -> is(discriminator, each))) {
            return insert;
        }
        if (query.orElseThrow().outputs().isEmpty()) {
            throw InvalidRequestException.of(
                    "The query of this INSERT selects whatever there is, to which " + discriminator
                            + ", which tells that its rows are of " + mapping + ", cannot be added.",
                    "Name the columns that the query selects.");
        }
        List<ColumnExpression<?>> columns = new ArrayList<>(insert.queryColumns());
        // An upsert changes what it was given, and not the class of a row that is there.
        Insert settled = insert.settled(columns);
        columns.add(column);
        return settled.fromSelect(columns, with(query.orElseThrow(), labeled(column, value)));
    }

    private static Query with(Query query, SelectItem item) {
        if (query instanceof Select<?> select) {
            return select.select(item);
        }
        Subquery rows = query.subquery();
        return Sql.select(new FromElement[0])
                .select(rows.columns().toArray(SelectItem[]::new))
                .select(item)
                .from(rows);
    }

    @SuppressWarnings("unchecked") // the class's value is of the column's class
    private static <T> Expression<T> labeled(Column<T> column, @Nullable Object value) {
        return Sql.value((T) value, column.type()).as(column.name());
    }
}
