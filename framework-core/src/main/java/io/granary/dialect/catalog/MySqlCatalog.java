package io.granary.dialect.catalog;

import io.granary.schema.catalog.Catalog;
import io.granary.schema.catalog.CatalogQuery;
import io.granary.schema.catalog.CatalogScope;
import java.util.List;

/** The catalogue of MySQL and MariaDB (their manuals, "INFORMATION_SCHEMA Tables"). A schema is what they call a database. */
public final class MySqlCatalog implements Catalog {

    private static final Question QUESTION = new Question("$s = database()", NameFolding.NONE);

    private final boolean mariaDb;

    /**
     * A catalogue.
     *
     * @param mariaDb whether it is MariaDB's
     */
    public MySqlCatalog(boolean mariaDb) {
        this.mariaDb = mariaDb;
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

    private static CatalogQuery<List<String>> tables(CatalogScope scope, String types) {
        return QUESTION.names(
                scope,
                "table_schema",
                "table_name",
                "select table_name from information_schema.tables where {scope} and table_type in " + types);
    }

    /** MariaDB keeps a sequence as a table. */
    @Override
    public CatalogQuery<List<String>> sequences(CatalogScope scope) {
        return tables(scope, "('SEQUENCE')");
    }

    /** A type of names is a part of its column. */
    @Override
    public CatalogQuery<List<String>> enumNames(CatalogScope scope) {
        return Question.nothing();
    }
}
