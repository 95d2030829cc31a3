package io.granary.dialect.catalog;

import io.granary.schema.catalog.Catalog;
import io.granary.schema.catalog.CatalogQuery;
import io.granary.schema.catalog.CatalogScope;
import java.util.List;

/** PostgreSQL's catalogue (its manual, chapter 53). Bare names mean what the search path finds. */
public final class PostgresCatalog implements Catalog {

    private static final Question QUESTION = new Question(
            "pg_catalog.pg_table_is_visible(c.oid) and $s not in ('pg_catalog', 'information_schema')",
            NameFolding.NONE);

    private static final Question TYPES =
            new Question("pg_catalog.pg_type_is_visible(t.oid) and $s <> 'pg_catalog'", NameFolding.NONE);

    private static final String RELATIONS = "from pg_catalog.pg_class c"
            + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace where {scope} and c.relkind in ";

    /** The only state is the server's. */
    public PostgresCatalog() {}

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

    private static CatalogQuery<List<String>> relations(CatalogScope scope, String kinds) {
        return QUESTION.names(scope, "n.nspname", "c.relname", "select c.relname::text " + RELATIONS + kinds);
    }

    @Override
    public CatalogQuery<List<String>> sequences(CatalogScope scope) {
        return relations(
                scope,
                "('S') and not exists (select 1 from pg_catalog.pg_depend d"
                        + " where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i')"
                        + " and d.refobjsubid > 0)");
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
}
