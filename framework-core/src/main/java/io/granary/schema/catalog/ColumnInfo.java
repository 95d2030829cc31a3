package io.granary.schema.catalog;

import io.granary.schema.Identity;
import io.granary.type.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * What a database tells of a column.
 *
 * @param name its name
 * @param type what its values are; a {@link io.granary.type.OtherType} where there is nothing near
 * @param nullable whether it may hold NULL
 * @param defaultSql what it has where an INSERT gives nothing, in the database's own SQL; null for nothing
 * @param identity how the database numbers it; null if it does not
 * @param computedSql what the database computes it from, in its own SQL; null if it does not
 * @param comment its comment; null for none
 */
public record ColumnInfo(
        String name,
        SqlType<?> type,
        boolean nullable,
        @Nullable String defaultSql,
        @Nullable Identity identity,
        @Nullable String computedSql,
        @Nullable String comment) {}
