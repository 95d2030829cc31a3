package io.granary.schema.catalog;

import io.granary.schema.NamedEnum;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a database is asked about what there is. Names are given and taken as statements have them; where the database folds names to upper
 * case, those come in lower case.
 */
public interface Catalog {

    /** {@return the question for the schemas, the database's own left out} */
    CatalogQuery<List<String>> schemas();

    /**
     * {@return the question whether a scope's schema is there, to be asked before all others, which would fail where it is not; empty where they are
     * answered by nothing then}
     *
     * @param scope whose
     */
    default Optional<CatalogQuery<Boolean>> presence(CatalogScope scope) {
        return Optional.empty();
    }

    /**
     * {@return the question for the tables, by name}
     *
     * @param scope which
     */
    CatalogQuery<List<String>> tables(CatalogScope scope);

    /**
     * {@return the question for the views, by name}
     *
     * @param scope which
     */
    CatalogQuery<List<String>> views(CatalogScope scope);

    /**
     * {@return the question for the sequences, by name; those that number a column belong to it and are left out}
     *
     * @param scope in which schema
     */
    CatalogQuery<List<String>> sequences(CatalogScope scope);

    /**
     * {@return the question for the types of names, by name}
     *
     * @param scope in which schema
     */
    CatalogQuery<List<String>> enumNames(CatalogScope scope);

    /**
     * {@return the question for the tables' columns, in their order, by the tables' names; one without any is missing}
     *
     * @param scope of which tables
     */
    CatalogQuery<Map<String, List<ColumnInfo>>> columns(CatalogScope scope);

    /**
     * {@return the question for the tables' primary keys, one at most each, by the tables' names; one without any is missing}
     *
     * @param scope of which tables
     */
    CatalogQuery<Map<String, List<KeyInfo>>> primaryKeys(CatalogScope scope);

    /**
     * {@return the question for the tables' unique constraints, by the tables' names; one without any is missing}
     *
     * @param scope of which tables
     */
    CatalogQuery<Map<String, List<KeyInfo>>> uniqueConstraints(CatalogScope scope);

    /**
     * {@return the question for the tables' foreign keys, by the tables' names; one without any is missing}
     *
     * @param scope of which tables
     */
    CatalogQuery<Map<String, List<ForeignKeyInfo>>> foreignKeys(CatalogScope scope);

    /**
     * {@return the question for the tables' check constraints, by the tables' names; one without any is missing}
     *
     * @param scope of which tables
     */
    CatalogQuery<Map<String, List<CheckInfo>>> checks(CatalogScope scope);

    /**
     * {@return the question for the tables' indexes that no constraint made, by the tables' names; one without any is missing}
     *
     * @param scope of which tables
     */
    CatalogQuery<Map<String, List<IndexInfo>>> indexes(CatalogScope scope);

    /**
     * {@return the question for the tables' comments, one at most each, by the tables' names; one without any is missing}
     *
     * @param scope of which tables
     */
    CatalogQuery<Map<String, List<String>>> comments(CatalogScope scope);

    /**
     * {@return the question for the types of names that are objects of their own}
     *
     * @param scope in which schema
     */
    CatalogQuery<List<NamedEnum>> enums(CatalogScope scope);
}
