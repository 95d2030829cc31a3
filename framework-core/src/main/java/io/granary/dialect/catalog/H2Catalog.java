package io.granary.dialect.catalog;

import io.granary.dialect.render.Identifiers;
import io.granary.schema.catalog.Catalog;
import io.granary.schema.catalog.CatalogQuery;
import io.granary.schema.catalog.CatalogScope;
import java.util.List;

/** H2's catalogue (its manual, "Information Schema"). Names without quotes are kept in upper case there. */
public final class H2Catalog implements Catalog {

    private final NameFolding folding;
    private final Question question;

    /**
     * A catalogue.
     *
     * @param identifiers which names need no quotes
     */
    public H2Catalog(Identifiers identifiers) {
        this.folding = NameFolding.upper(identifiers);
        this.question = new Question("$s = schema()", folding);
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
}
