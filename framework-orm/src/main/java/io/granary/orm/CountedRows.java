package io.granary.orm;

import io.granary.orm.internal.load.Criteria;
import io.granary.sql.CompoundSelect;
import io.granary.sql.Functions;
import io.granary.sql.Query;
import io.granary.sql.QueryOption;
import io.granary.sql.Select;
import io.granary.sql.Sql;
import io.granary.type.Types;

/** Queries for how many rows another query gives. */
final class CountedRows {

    private CountedRows() {}

    static Select<Long> count(Query query) {
        return Sql.select(Functions.count()).from(unordered(query).subquery()).options(criteria(query));
    }

    /** One row if there is any; not by EXISTS, whose answer H2 keeps when rows have come since. */
    static Select<Integer> any(Query query) {
        return Sql.select(Sql.literalSql("1", Types.INTEGER).as("found"))
                .from(unordered(query).subquery())
                .limit(1)
                .options(criteria(query));
    }

    /** What the query says of rows counts for the statement around it. */
    private static QueryOption[] criteria(Query query) {
        return Criteria.among(Criteria.options(query)).toArray(QueryOption[]::new);
    }

    /** The same rows: an order matters only where it says which of those that agree come first, or at the end. */
    private static Query unordered(Query query) {
        if (query instanceof Select<?> select) {
            boolean chosen = !select.distinctOn().isEmpty() || select.rowLimit().ties();
            return chosen ? select : select.unordered();
        }
        return query instanceof CompoundSelect compound ? compound.orderBy() : query;
    }
}
