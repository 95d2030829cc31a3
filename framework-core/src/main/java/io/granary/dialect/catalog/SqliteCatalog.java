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
import io.granary.sql.Sql;
import io.granary.type.DeclaredType;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * SQLite's catalogue: the functions that its pragmas are (<a href="https://sqlite.org/pragma.html#pragfunc">sqlite.org</a>, "PRAGMA functions"), and the
 * texts of CREATE TABLE and CREATE INDEX, which alone tell names of constraints, conditions and expressions.
 *
 * <p>Foreign keys and checks without a name are called by their numbers. A schema is a database that was attached, on the connection that asks.
 */
public final class SqliteCatalog implements Catalog {

    /** The text of a table. Each database has its own, and no function tells those of another one. */
    private static final String TEXT =
            "(select s.sql from {schema}.sqlite_schema s where s.type = 'table' and s.name = l.name)";

    /** A key that is the row's own number has eight bytes, whatever it was declared for. */
    private static final String COLUMNS = """
            select l.name, c.name, c."notnull" = 0 and c.pk = 0, case c.hidden when 0 then c.dflt_value end,
              case when c.pk = 1 and upper(c.type) = 'INTEGER'
                and (select count(*) from pragma_table_info(l.name, l.schema) k where k.pk > 0) = 1
                then 'BY DEFAULT' end,
              1, 1, case when c.hidden > 1 then {text} end, null,
              case when c.pk = 1 and upper(c.type) = 'INTEGER'
                and (select count(*) from pragma_table_info(l.name, l.schema) k where k.pk > 0) = 1
                then 'BIGINT' else c.type end
            from pragma_table_list l join pragma_table_xinfo(l.name, l.schema) c
            where {scope} and c.hidden <> 1 order by l.name, c.cid""".replace("{text}", TEXT);

    private static final String FOREIGN_KEYS = """
            select l.name, l.name || '_fk_' || ((select max(k.id) from pragma_foreign_key_list(l.name, l.schema) k) - f.id), f."from", null, f."table",
              coalesce(f."to", (select k.name from pragma_table_info(f."table", l.schema) k where k.pk = f.seq + 1)),
              f.on_update, f.on_delete, 'AT_ONCE', {text}
            from pragma_table_list l join pragma_foreign_key_list(l.name, l.schema) f
            where {scope} order by l.name, f.id desc, f.seq""".replace("{text}", TEXT);

    private static final String UNIQUES = """
            select l.name, i.name, c.name, {text} from pragma_table_list l join pragma_index_list(l.name, l.schema) i
              join pragma_index_info(i.name, l.schema) c
            where {scope} and i.origin = 'u' order by l.name, i.seq desc, c.seqno""".replace("{text}", TEXT);

    private static final String INDEXES = """
            select l.name, i.name, i."unique", c.name, c.name is null,
              (select s.sql from {schema}.sqlite_schema s where s.name = i.name), c.seqno
            from pragma_table_list l join pragma_index_list(l.name, l.schema) i join pragma_index_info(i.name, l.schema) c
            where {scope} and i.origin = 'c' order by l.name, i.name, c.seqno""";

    private final Question question = new Question("$s = 'main'", NameFolding.NONE);
    private final SqliteTexts texts = new SqliteTexts();
    private final CatalogReader reader = new CatalogReader(NameFolding.NONE, types());

    private static TypeReader types() {
        Map<String, SqlType<?>> types = new HashMap<>(TypeReader.STANDARD);
        types.put("int", new DeclaredType<>("INT", Types.INTEGER));
        types.put("text", Types.TEXT);
        types.put("json text", Types.JSON);
        types.put("blob", Types.BYTES);
        types.put("double", Types.DOUBLE);
        types.put("float", Types.REAL);
        types.put("time", Types.TIME);
        types.put("timestamp", Types.TIMESTAMP);
        types.put("datetime", Types.TIMESTAMP);
        types.put("decimal text", Types.NUMERIC);
        return new TypeReader(
                types,
                Map.of("varchar", Types::string, "char", Types::string, "blob", Types::bytes),
                "numeric",
                Map.of("char(36)", Types.UUID));
    }

    @Override
    public CatalogQuery<List<String>> schemas() {
        return question.schemas("select name from pragma_database_list where name <> 'temp'");
    }

    /** The texts stand in a table of each database, and a statement that names one that is not attached is none. */
    @Override
    public Optional<CatalogQuery<Boolean>> presence(CatalogScope scope) {
        return Optional.ofNullable(scope.schemaName())
                .map(schema -> new CatalogQuery<>(
                        Sql.text("select 1 from pragma_database_list where name = :schema"),
                        Map.of("schema", schema),
                        rows -> !rows.isEmpty()));
    }

    @Override
    public CatalogQuery<List<String>> tables(CatalogScope scope) {
        return listed(scope, "table");
    }

    @Override
    public CatalogQuery<List<String>> views(CatalogScope scope) {
        return listed(scope, "view");
    }

    private CatalogQuery<List<String>> listed(CatalogScope scope, String type) {
        return question.names(
                scope,
                "l.schema",
                "l.name",
                "select l.name from pragma_table_list l where {scope} and l.type = '" + type
                        + "' and l.name not like 'sqlite\\_%' escape '\\'");
    }

    /** There are none. */
    @Override
    public CatalogQuery<List<String>> sequences(CatalogScope scope) {
        return Question.nothing();
    }

    /** There are none. */
    @Override
    public CatalogQuery<List<String>> enumNames(CatalogScope scope) {
        return Question.nothing();
    }

    /** There are none. */
    @Override
    public CatalogQuery<List<NamedEnum>> enums(CatalogScope scope) {
        return Question.nothing();
    }

    @Override
    public CatalogQuery<Map<String, List<ColumnInfo>>> columns(CatalogScope scope) {
        return about(scope, COLUMNS, rows -> reader.columns(texts.computations(rows)));
    }

    @Override
    public CatalogQuery<Map<String, List<KeyInfo>>> primaryKeys(CatalogScope scope) {
        return about(
                scope,
                "select l.name, " + TEXT + ", c.name from pragma_table_list l"
                        + " join pragma_table_info(l.name, l.schema) c where {scope} and c.pk > 0 order by l.name, c.pk",
                rows -> reader.keys(texts.primaryKeys(rows)));
    }

    @Override
    public CatalogQuery<Map<String, List<KeyInfo>>> uniqueConstraints(CatalogScope scope) {
        return about(scope, UNIQUES, rows -> texts.uniques(rows, reader.keys(rows)));
    }

    @Override
    public CatalogQuery<Map<String, List<ForeignKeyInfo>>> foreignKeys(CatalogScope scope) {
        return about(scope, FOREIGN_KEYS, rows -> texts.foreignKeys(rows, reader.foreignKeys(scope, rows)));
    }

    @Override
    public CatalogQuery<Map<String, List<CheckInfo>>> checks(CatalogScope scope) {
        return about(
                scope,
                "select l.name, " + TEXT + " from pragma_table_list l where {scope} order by l.name",
                texts::checks);
    }

    @Override
    public CatalogQuery<Map<String, List<IndexInfo>>> indexes(CatalogScope scope) {
        return about(scope, INDEXES, rows -> reader.indexes(texts.indexes(rows)));
    }

    /** There are none. */
    @Override
    public CatalogQuery<Map<String, List<String>>> comments(CatalogScope scope) {
        return about(scope, "select l.name, null from pragma_table_list l where {scope} and 1 = 0", reader::comments);
    }

    private <T> CatalogQuery<T> about(CatalogScope scope, String sql, Function<List<CatalogRow>, T> reading) {
        String schema = scope.schemaName() == null ? "main" : scope.schemaName();
        return question.about(scope, "l.schema", "l.name", sql.replace("{schema}", quoted(schema)), reading);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
