package io.granary.dialect.catalog;

import io.granary.schema.NamedEnum;
import io.granary.schema.catalog.Catalog;
import io.granary.schema.catalog.CatalogQuery;
import io.granary.schema.catalog.CatalogRow;
import io.granary.schema.catalog.CatalogScope;
import io.granary.schema.catalog.CheckInfo;
import io.granary.schema.catalog.ColumnInfo;
import io.granary.schema.catalog.ForeignKeyInfo;
import io.granary.schema.catalog.IndexInfo;
import io.granary.schema.catalog.KeyInfo;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The catalogue of MySQL and MariaDB (their manuals, "INFORMATION_SCHEMA Tables"). A schema is what they call a database. */
public final class MySqlCatalog implements Catalog {

    private static final Question QUESTION = new Question("$s = database()", NameFolding.NONE);

    private static final CatalogReader READER = new CatalogReader(
            NameFolding.NONE,
            new TypeReader(
                    plainTypes(),
                    Map.of("varchar", Types::string, "char", Types::string, "varbinary", Types::bytes),
                    "decimal",
                    Map.of("tinyint(1)", Types.BOOLEAN)));

    /** MariaDB has no documents, but texts with a condition. */
    private static final String IS_DOCUMENT = "k.level = 'Column' and k.check_clause like 'json\\\\_valid(%'";

    private final boolean mariaDb;

    /**
     * A catalogue.
     *
     * @param mariaDb whether it is MariaDB's
     */
    public MySqlCatalog(boolean mariaDb) {
        this.mariaDb = mariaDb;
    }

    private static Map<String, SqlType<?>> plainTypes() {
        return Map.ofEntries(
                Map.entry("smallint", Types.SMALL_INTEGER),
                Map.entry("int", Types.INTEGER),
                Map.entry("bigint", Types.BIG_INTEGER),
                Map.entry("float", Types.REAL),
                Map.entry("double", Types.DOUBLE),
                Map.entry("tinytext", Types.TEXT),
                Map.entry("text", Types.TEXT),
                Map.entry("mediumtext", Types.TEXT),
                Map.entry("longtext", Types.TEXT),
                Map.entry("tinyblob", Types.BYTES),
                Map.entry("blob", Types.BYTES),
                Map.entry("mediumblob", Types.BYTES),
                Map.entry("longblob", Types.BYTES),
                Map.entry("date", Types.DATE),
                Map.entry("time", Types.TIME),
                Map.entry("datetime", Types.TIMESTAMP),
                Map.entry("json", Types.JSON));
    }

    @Override
    public CatalogQuery<List<String>> schemas() {
        return QUESTION.schemas("select schema_name from information_schema.schemata where schema_name"
                + " not in ('mysql', 'information_schema', 'performance_schema', 'sys')");
    }

    @Override
    public CatalogQuery<List<String>> tables(CatalogScope scope) {
        return tables(scope, mariaDb ? "('BASE TABLE', 'SYSTEM VERSIONED')" : "('BASE TABLE')");
    }

    @Override
    public CatalogQuery<List<String>> views(CatalogScope scope) {
        return tables(scope, "('VIEW', 'SYSTEM VIEW')");
    }

    /** MariaDB keeps a sequence as a table. */
    @Override
    public CatalogQuery<List<String>> sequences(CatalogScope scope) {
        return tables(scope, "('SEQUENCE')");
    }

    private static CatalogQuery<List<String>> tables(CatalogScope scope, String types) {
        return QUESTION.names(
                scope,
                "table_schema",
                "table_name",
                "select table_name from information_schema.tables where {scope} and table_type in " + types);
    }

    /** A type of names is a part of its column. */
    @Override
    public CatalogQuery<List<String>> enumNames(CatalogScope scope) {
        return Question.nothing();
    }

    /** As for their names. */
    @Override
    public CatalogQuery<List<NamedEnum>> enums(CatalogScope scope) {
        return Question.nothing();
    }

    @Override
    public CatalogQuery<Map<String, List<ColumnInfo>>> columns(CatalogScope scope) {
        String type = mariaDb
                ? "case when exists (select 1 from information_schema.check_constraints k"
                        + " where k.constraint_schema = c.table_schema and k.table_name = c.table_name"
                        + " and k.constraint_name = c.column_name and " + IS_DOCUMENT + ") then 'json'"
                        + " else c.column_type end"
                : "c.column_type";
        return about(
                scope,
                "c",
                "select c.table_name, c.column_name, c.is_nullable, c.column_default,"
                        + " case when c.extra like '%auto_increment%' then 'BY DEFAULT' end, 1, 1,"
                        + " c.generation_expression, c.column_comment, " + type + ", c.extra"
                        + " from information_schema.columns c where {scope}"
                        + " order by c.table_name, c.ordinal_position",
                rows -> READER.columns(CatalogReader.replaced(
                        CatalogReader.replaced(rows, 7, row -> row.optional(7).map(this::expression)),
                        3,
                        this::defaultSql)));
    }

    /** MariaDB tells an expression, MySQL a value as it is, or an expression and that it is one. */
    private Optional<String> defaultSql(CatalogRow row) {
        String text = row.text(3);
        String extra = row.name(10).toUpperCase(Locale.ROOT);
        if (text == null || (extra.contains("GENERATED") && !extra.contains("DEFAULT_GENERATED"))) {
            return Optional.empty();
        } else if (mariaDb) {
            return text.equals("NULL") ? Optional.empty() : Optional.of(text);
        } else if (extra.contains("DEFAULT_GENERATED")) {
            // Of all expressions only this one may stand without parentheses, and is another one with them.
            return Optional.of(text.startsWith("CURRENT_TIMESTAMP") ? text : "(" + expression(text) + ")");
        }
        return Optional.of(
                text.startsWith("b'") ? text : "'" + text.replace("\\", "\\\\").replace("'", "''") + "'");
    }

    private String expression(String text) {
        return mariaDb ? text : text.replace("\\'", "'");
    }

    @Override
    public CatalogQuery<Map<String, List<KeyInfo>>> primaryKeys(CatalogScope scope) {
        return keys(scope, "null", "PRIMARY KEY");
    }

    /** A unique index is a unique constraint, and the other way round. */
    @Override
    public CatalogQuery<Map<String, List<KeyInfo>>> uniqueConstraints(CatalogScope scope) {
        return keys(scope, "k.constraint_name", "UNIQUE");
    }

    private static CatalogQuery<Map<String, List<KeyInfo>>> keys(CatalogScope scope, String name, String kind) {
        return about(
                scope,
                "k",
                "select k.table_name, " + name + ", k.column_name from information_schema.key_column_usage k"
                        + " join information_schema.table_constraints t on t.table_schema = k.table_schema"
                        + " and t.table_name = k.table_name and t.constraint_name = k.constraint_name"
                        + " where {scope} and t.constraint_type = '" + kind + "'"
                        + " order by k.table_name, k.constraint_name, k.ordinal_position",
                READER::keys);
    }

    @Override
    public CatalogQuery<Map<String, List<ForeignKeyInfo>>> foreignKeys(CatalogScope scope) {
        return about(
                scope,
                "k",
                "select k.table_name, k.constraint_name, k.column_name,"
                        + " nullif(k.referenced_table_schema, k.table_schema), k.referenced_table_name,"
                        + " k.referenced_column_name, r.update_rule, r.delete_rule, 'AT_ONCE'"
                        + " from information_schema.key_column_usage k"
                        + " join information_schema.referential_constraints r"
                        + " on r.constraint_schema = k.constraint_schema and r.table_name = k.table_name"
                        + " and r.constraint_name = k.constraint_name where {scope}"
                        + " order by k.table_name, k.constraint_name, k.ordinal_position",
                rows -> READER.foreignKeys(scope, rows));
    }

    @Override
    public CatalogQuery<Map<String, List<CheckInfo>>> checks(CatalogScope scope) {
        return about(
                scope,
                "t",
                "select t.table_name, k.constraint_name, k.check_clause from information_schema.table_constraints t"
                        + " join information_schema.check_constraints k on k.constraint_schema = t.constraint_schema"
                        + " and k.constraint_name = t.constraint_name"
                        + (mariaDb ? " and k.table_name = t.table_name and not (" + IS_DOCUMENT + ")" : "")
                        + " where {scope} and t.constraint_type = 'CHECK' order by t.table_name, k.constraint_name",
                rows -> READER.checks(
                        CatalogReader.replaced(rows, 2, row -> row.optional(2).map(this::expression))));
    }

    /** Those that a foreign key made for itself have its name. */
    @Override
    public CatalogQuery<Map<String, List<IndexInfo>>> indexes(CatalogScope scope) {
        return about(
                scope,
                "s",
                "select s.table_name, s.index_name, 0, "
                        + (mariaDb
                                ? "s.column_name, 0"
                                : "coalesce(s.column_name, s.expression), s.column_name is null")
                        + ", null from information_schema.statistics s where {scope} and s.non_unique = 1"
                        + " and not exists (select 1 from information_schema.referential_constraints r"
                        + " where r.constraint_schema = s.table_schema and r.table_name = s.table_name"
                        + " and r.constraint_name = s.index_name) order by s.table_name, s.index_name, s.seq_in_index",
                rows -> READER.indexes(
                        CatalogReader.replaced(rows, 3, row -> row.optional(3).map(this::expression))));
    }

    @Override
    public CatalogQuery<Map<String, List<String>>> comments(CatalogScope scope) {
        return about(
                scope,
                "t",
                "select t.table_name, t.table_comment from information_schema.tables t where {scope}"
                        + " and t.table_type not like '%VIEW'",
                READER::comments);
    }

    private static <T> CatalogQuery<T> about(
            CatalogScope scope, String alias, String sql, Function<List<CatalogRow>, T> reader) {
        return QUESTION.about(scope, alias + ".table_schema", alias + ".table_name", sql, reader);
    }
}
