package io.granary.schema.catalog;

import java.util.List;

/**
 * How a database is asked about what there is. Names are given and taken as statements have them; where the database folds names to upper
 * case, those come in lower case.
 */
public interface Catalog {

    /** {@return the question for the schemas, the database's own left out} */
    CatalogQuery<List<String>> schemas();

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
}
