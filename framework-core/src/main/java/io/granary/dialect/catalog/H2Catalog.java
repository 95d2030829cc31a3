package io.granary.dialect.catalog;

import io.granary.dialect.render.Identifiers;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** H2's catalogue (its manual, "Information Schema"). Names without quotes are kept in upper case there. */
public final class H2Catalog implements Catalog {

    /** What H2 tells of a type without a length is the greatest one. */
    private static final int UNLIMITED = 1_000_000_000;

    private static final String COLUMNS = """
            select c.table_name, c.column_name, c.is_nullable,
              case when c.is_generated = 'NEVER' and c.is_identity = 'NO' then c.column_default end,
              c.identity_generation, c.identity_start, c.identity_increment,
              case when c.is_generated = 'ALWAYS' then c.generation_expression end, c.remarks,
              case c.data_type
                when 'ENUM' then 'ENUM(' || (select listagg('''' || replace(v.value_name, '''', '''''') || '''', ', ')
                    within group (order by v.value_ordinal) from information_schema.enum_values v
                    where v.object_schema = c.table_schema and v.object_name = c.table_name
                    and v.object_type = 'TABLE' and v.enum_identifier = c.dtd_identifier) || ')'
                when 'ARRAY' then (select $e from information_schema.element_types e
                    where e.object_schema = c.table_schema and e.object_name = c.table_name
                    and e.object_type = 'TABLE' and e.collection_type_identifier = c.dtd_identifier) || ' ARRAY'
                else $c end
            from information_schema.columns c where {scope} order by c.table_name, c.ordinal_position""";

    private static final String TYPE = """
            $.data_type || case
              when $.data_type in ('CHARACTER VARYING', 'CHARACTER', 'BINARY VARYING', 'BINARY')
                then '(' || $.character_maximum_length || ')'
              when $.data_type = 'NUMERIC' then '(' || $.numeric_precision || ', ' || $.numeric_scale || ')'
              else '' end""";

    private final NameFolding folding;
    private final Question question;
    private final CatalogReader reader;

    /**
     * A catalogue.
     *
     * @param identifiers which names need no quotes
     */
    public H2Catalog(Identifiers identifiers) {
        this.folding = NameFolding.upper(identifiers);
        this.question = new Question("$s = schema()", folding);
        this.reader = new CatalogReader(folding, types());
    }

    private static TypeReader types() {
        Map<String, SqlType<?>> types = new HashMap<>(TypeReader.STANDARD);
        types.put("character large object", Types.TEXT);
        types.put("binary large object", Types.BYTES);
        types.put("time", Types.TIME);
        types.put("timestamp", Types.TIMESTAMP);
        return new TypeReader(
                types,
                Map.of(
                        "character varying",
                        length -> length >= UNLIMITED ? Types.TEXT : Types.string(length),
                        "character",
                        Types::string,
                        "binary varying",
                        length -> length >= UNLIMITED ? Types.BYTES : Types.bytes(length)),
                "numeric",
                Map.of());
    }

    @Override
    public CatalogQuery<List<String>> schemas() {
        return question.schemas("select schema_name from information_schema.schemata"
                + " where schema_name not in ('INFORMATION_SCHEMA', 'PG_CATALOG')");
    }

    @Override
    public CatalogQuery<List<String>> tables(CatalogScope scope) {
        return tables(scope, "<> 'VIEW'");
    }

    @Override
    public CatalogQuery<List<String>> views(CatalogScope scope) {
        return tables(scope, "= 'VIEW'");
    }

    private CatalogQuery<List<String>> tables(CatalogScope scope, String type) {
        return question.names(
                scope,
                "table_schema",
                "table_name",
                "select table_name from information_schema.tables where {scope} and table_type " + type);
    }

    @Override
    public CatalogQuery<List<String>> sequences(CatalogScope scope) {
        return question.names(
                scope,
                "sequence_schema",
                "sequence_name",
                "select sequence_name from information_schema.sequences where {scope}"
                        + " and sequence_name not like 'SYSTEM\\_SEQUENCE\\_%'");
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
        return about(
                scope,
                "c",
                COLUMNS.replace("$e", TYPE.replace("$", "e")).replace("$c", TYPE.replace("$", "c")),
                reader::columns);
    }

    @Override
    public CatalogQuery<Map<String, List<KeyInfo>>> primaryKeys(CatalogScope scope) {
        return keys(scope, "PRIMARY KEY");
    }

    @Override
    public CatalogQuery<Map<String, List<KeyInfo>>> uniqueConstraints(CatalogScope scope) {
        return keys(scope, "UNIQUE");
    }

    private CatalogQuery<Map<String, List<KeyInfo>>> keys(CatalogScope scope, String kind) {
        return about(
                scope,
                "k",
                "select k.table_name, k.constraint_name, k.column_name from information_schema.key_column_usage k"
                        + " join information_schema.table_constraints t on t.constraint_schema = k.constraint_schema"
                        + " and t.constraint_name = k.constraint_name"
                        + " where {scope} and t.constraint_type = '" + kind + "'"
                        + " order by k.table_name, k.constraint_name, k.ordinal_position",
                reader::keys);
    }

    @Override
    public CatalogQuery<Map<String, List<ForeignKeyInfo>>> foreignKeys(CatalogScope scope) {
        return about(
                scope,
                "k",
                "select k.table_name, k.constraint_name, k.column_name, nullif(u.table_schema, k.table_schema),"
                        + " u.table_name, u.column_name, r.update_rule, r.delete_rule, 'AT_ONCE'"
                        + " from information_schema.referential_constraints r"
                        + " join information_schema.key_column_usage k"
                        + " on k.constraint_schema = r.constraint_schema and k.constraint_name = r.constraint_name"
                        + " join information_schema.key_column_usage u"
                        + " on u.constraint_schema = r.unique_constraint_schema"
                        + " and u.constraint_name = r.unique_constraint_name"
                        + " and u.ordinal_position = k.position_in_unique_constraint"
                        + " where {scope} order by k.table_name, k.constraint_name, k.ordinal_position",
                rows -> reader.foreignKeys(scope, rows));
    }

    @Override
    public CatalogQuery<Map<String, List<CheckInfo>>> checks(CatalogScope scope) {
        return about(
                scope,
                "t",
                "select t.table_name, k.constraint_name, k.check_clause from information_schema.table_constraints t"
                        + " join information_schema.check_constraints k on k.constraint_schema = t.constraint_schema"
                        + " and k.constraint_name = t.constraint_name"
                        + " where {scope} order by t.table_name, k.constraint_name",
                reader::checks);
    }

    @Override
    public CatalogQuery<Map<String, List<IndexInfo>>> indexes(CatalogScope scope) {
        return about(
                scope,
                "i",
                "select i.table_name, i.index_name, i.index_type_name = 'UNIQUE INDEX', c.column_name, false, null"
                        + " from information_schema.indexes i join information_schema.index_columns c"
                        + " on c.index_schema = i.index_schema and c.index_name = i.index_name"
                        + " where {scope} and not i.is_generated and i.index_type_name <> 'PRIMARY KEY'"
                        + " order by i.table_name, i.index_name, c.ordinal_position",
                reader::indexes);
    }

    @Override
    public CatalogQuery<Map<String, List<String>>> comments(CatalogScope scope) {
        return about(
                scope,
                "t",
                "select t.table_name, t.remarks from information_schema.tables t where {scope}",
                reader::comments);
    }

    private <T> CatalogQuery<T> about(
            CatalogScope scope, String alias, String sql, Function<List<CatalogRow>, T> reading) {
        return question.about(scope, alias + ".table_schema", alias + ".table_name", sql, reading);
    }
}
