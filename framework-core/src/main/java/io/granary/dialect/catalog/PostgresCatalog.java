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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** PostgreSQL's catalogue (its manual, chapter 53). Bare names mean what the search path finds. */
public final class PostgresCatalog implements Catalog {

    private static final Question QUESTION = new Question(
            "pg_catalog.pg_table_is_visible(c.oid) and $s not in ('pg_catalog', 'information_schema')",
            NameFolding.NONE);

    private static final Question TYPES =
            new Question("pg_catalog.pg_type_is_visible(t.oid) and $s <> 'pg_catalog'", NameFolding.NONE);

    private static final CatalogReader READER = new CatalogReader(
            NameFolding.NONE,
            new TypeReader(
                    plainTypes(),
                    Map.of("character varying", Types::string, "character", Types::string),
                    "numeric",
                    Map.of()));

    private static final String RELATIONS = "from pg_catalog.pg_class c"
            + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace where {scope} and c.relkind in ";

    private static final String CONSTRAINTS = " from pg_catalog.pg_constraint k"
            + " join pg_catalog.pg_class c on c.oid = k.conrelid"
            + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace";

    private static final String COLUMNS = """
            select c.relname::text, a.attname::text, not a.attnotnull,
              case when a.attgenerated = '' and a.attidentity = '' and not serial.yes
                then pg_catalog.pg_get_expr(d.adbin, d.adrelid) end,
              case when a.attidentity = 'a' then 'ALWAYS' when a.attidentity = 'd' or serial.yes then 'BY DEFAULT' end,
              s.seqstart, s.seqincrement,
              case when a.attgenerated <> '' then pg_catalog.pg_get_expr(d.adbin, d.adrelid) end,
              pg_catalog.col_description(c.oid, a.attnum),
              pg_catalog.format_type(a.atttypid, a.atttypmod)
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            left join pg_catalog.pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
            left join (pg_catalog.pg_depend o join pg_catalog.pg_sequence s
                on s.seqrelid = o.objid and o.classid = 'pg_catalog.pg_class'::regclass and o.deptype in ('a', 'i'))
              on o.refobjid = c.oid and o.refobjsubid = a.attnum
            cross join lateral (select s.seqrelid is not null and a.attidentity = ''
                and coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid), '') like 'nextval(%' as yes) serial
            where {scope} and c.relkind in ('r', 'p', 'f', 'v', 'm')
            order by c.relname, a.attnum""";

    private static final String FOREIGN_KEYS = """
            select c.relname::text, k.conname::text, a.attname::text,
              case when fn.oid <> n.oid then fn.nspname::text end, f.relname::text, fa.attname::text,
              case k.confupdtype when 'c' then 'CASCADE' when 'r' then 'RESTRICT' when 'n' then 'SET NULL'
                when 'd' then 'SET DEFAULT' else 'NO ACTION' end,
              case k.confdeltype when 'c' then 'CASCADE' when 'r' then 'RESTRICT' when 'n' then 'SET NULL'
                when 'd' then 'SET DEFAULT' else 'NO ACTION' end,
              case when not k.condeferrable then 'AT_ONCE' when k.condeferred then 'AT_COMMIT' else 'DEFERRABLE' end
            """ + CONSTRAINTS + """
             join pg_catalog.pg_class f on f.oid = k.confrelid
            join pg_catalog.pg_namespace fn on fn.oid = f.relnamespace
            cross join lateral unnest(k.conkey, k.confkey) with ordinality u(num, fnum, pos)
            join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = u.num
            join pg_catalog.pg_attribute fa on fa.attrelid = f.oid and fa.attnum = u.fnum
            where {scope} and k.contype = 'f' order by c.relname, k.conname, u.pos""";

    private static final String INDEXES = """
            select c.relname::text, i.relname::text, x.indisunique,
              coalesce(a.attname::text, pg_catalog.pg_get_indexdef(x.indexrelid, u.pos::int, true)), a.attname is null,
              pg_catalog.pg_get_expr(x.indpred, x.indrelid)
            from pg_catalog.pg_index x
            join pg_catalog.pg_class c on c.oid = x.indrelid
            join pg_catalog.pg_class i on i.oid = x.indexrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            cross join lateral unnest(x.indkey::int2[]) with ordinality u(num, pos)
            left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = u.num and u.num <> 0
            where {scope} and u.pos <= x.indnkeyatts and not exists (
              select 1 from pg_catalog.pg_constraint k where k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x'))
            order by c.relname, i.relname, u.pos""";

    /** The only state is the server's. */
    public PostgresCatalog() {}

    private static Map<String, SqlType<?>> plainTypes() {
        Map<String, SqlType<?>> types = new HashMap<>(TypeReader.STANDARD);
        types.put("jsonb", Types.JSON);
        types.put("text", Types.TEXT);
        types.put("character varying", Types.TEXT);
        types.put("bytea", Types.BYTES);
        types.put("interval", Types.INTERVAL);
        types.put("time without time zone", Types.TIME);
        types.put("timestamp without time zone", Types.TIMESTAMP);
        return types;
    }

    @Override
    public CatalogQuery<List<String>> schemas() {
        return QUESTION.schemas("select nspname::text from pg_catalog.pg_namespace"
                + " where nspname not like 'pg\\_%' and nspname <> 'information_schema'");
    }

    @Override
    public CatalogQuery<List<String>> tables(CatalogScope scope) {
        return relations(scope, "('r', 'p', 'f')");
    }

    @Override
    public CatalogQuery<List<String>> views(CatalogScope scope) {
        return relations(scope, "('v', 'm')");
    }

    @Override
    public CatalogQuery<List<String>> sequences(CatalogScope scope) {
        return relations(
                scope,
                "('S') and not exists (select 1 from pg_catalog.pg_depend d"
                        + " where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i')"
                        + " and d.refobjsubid > 0)");
    }

    private static CatalogQuery<List<String>> relations(CatalogScope scope, String kinds) {
        return QUESTION.names(scope, "n.nspname", "c.relname", "select c.relname::text " + RELATIONS + kinds);
    }

    @Override
    public CatalogQuery<List<String>> enumNames(CatalogScope scope) {
        return TYPES.names(
                scope,
                "n.nspname",
                "t.typname",
                "select t.typname::text from pg_catalog.pg_type t"
                        + " join pg_catalog.pg_namespace n on n.oid = t.typnamespace where {scope} and t.typtype = 'e'");
    }

    @Override
    public CatalogQuery<List<NamedEnum>> enums(CatalogScope scope) {
        return TYPES.about(
                scope,
                "n.nspname",
                "t.typname",
                "select t.typname::text, e.enumlabel::text from pg_catalog.pg_type t"
                        + " join pg_catalog.pg_namespace n on n.oid = t.typnamespace"
                        + " join pg_catalog.pg_enum e on e.enumtypid = t.oid"
                        + " where {scope} order by t.typname, e.enumsortorder",
                rows -> enums(scope, rows));
    }

    private static List<NamedEnum> enums(CatalogScope scope, List<CatalogRow> rows) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        rows.forEach(row ->
                values.computeIfAbsent(row.name(0), name -> new ArrayList<>()).add(row.name(1)));
        List<NamedEnum> enums = new ArrayList<>();
        values.forEach((name, labels) -> enums.add(new NamedEnum(scope.schemaName(), name, labels)));
        return enums;
    }

    @Override
    public CatalogQuery<Map<String, List<ColumnInfo>>> columns(CatalogScope scope) {
        return about(scope, COLUMNS, READER::columns);
    }

    @Override
    public CatalogQuery<Map<String, List<KeyInfo>>> primaryKeys(CatalogScope scope) {
        return keys(scope, 'p');
    }

    @Override
    public CatalogQuery<Map<String, List<KeyInfo>>> uniqueConstraints(CatalogScope scope) {
        return keys(scope, 'u');
    }

    private static CatalogQuery<Map<String, List<KeyInfo>>> keys(CatalogScope scope, char kind) {
        return about(
                scope,
                "select c.relname::text, k.conname::text, a.attname::text" + CONSTRAINTS
                        + " cross join lateral unnest(k.conkey) with ordinality u(num, pos)"
                        + " join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = u.num"
                        + " where {scope} and k.contype = '" + kind + "' order by c.relname, k.conname, u.pos",
                READER::keys);
    }

    @Override
    public CatalogQuery<Map<String, List<ForeignKeyInfo>>> foreignKeys(CatalogScope scope) {
        return about(scope, FOREIGN_KEYS, rows -> READER.foreignKeys(scope, rows));
    }

    @Override
    public CatalogQuery<Map<String, List<CheckInfo>>> checks(CatalogScope scope) {
        return about(
                scope,
                "select c.relname::text, k.conname::text, pg_catalog.pg_get_expr(k.conbin, k.conrelid)" + CONSTRAINTS
                        + " where {scope} and k.contype = 'c' order by c.relname, k.conname",
                READER::checks);
    }

    @Override
    public CatalogQuery<Map<String, List<IndexInfo>>> indexes(CatalogScope scope) {
        return about(scope, INDEXES, READER::indexes);
    }

    @Override
    public CatalogQuery<Map<String, List<String>>> comments(CatalogScope scope) {
        return about(
                scope,
                "select c.relname::text, pg_catalog.obj_description(c.oid, 'pg_class') " + RELATIONS
                        + "('r', 'p', 'f', 'v', 'm')",
                READER::comments);
    }

    private static <T> CatalogQuery<T> about(CatalogScope scope, String sql, Function<List<CatalogRow>, T> reader) {
        return QUESTION.about(scope, "n.nspname", "c.relname", sql, reader);
    }
}
