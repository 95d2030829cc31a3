package io.granary.schema.catalog;

/**
 * What a database tells of a check constraint.
 *
 * @param name its name
 * @param sql its condition, in the database's own SQL
 */
public record CheckInfo(String name, String sql) {}
