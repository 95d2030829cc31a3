package io.granary.schema;

import io.granary.schema.catalog.Catalog;
import io.granary.sql.SqlDialect;
import java.util.Optional;

/** What making and looking at tables has to know of a database. */
public interface SchemaDialect extends SqlDialect {

    /** {@return the name in URLs} */
    String name();

    /** {@return how it is asked about what there is} */
    Catalog catalog();

    /** {@return how long a name may be} */
    NameLength nameLength();

    /** {@return whether types of names are objects of their own, to be made before the tables and dropped after them} */
    boolean hasEnumTypes();

    /** {@return whether it has sequences} */
    boolean hasSequences();

    /** {@return whether foreign keys can be added to tables and dropped from them; where not, a table may refer to one that is not there yet} */
    boolean altersForeignKeys();

    /**
     * {@return a statement that has the transaction's foreign keys checked when it is committed, or at once again; empty where those of a circle of tables are
     * dropped before its tables}
     *
     * @param atCommit whether at the end
     */
    default Optional<String> checksForeignKeys(boolean atCommit) {
        return Optional.empty();
    }

    /** {@return whether comments are statements of their own, and no part of CREATE TABLE} */
    boolean hasCommentStatements();
}
