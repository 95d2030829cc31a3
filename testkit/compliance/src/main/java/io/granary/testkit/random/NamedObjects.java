package io.granary.testkit.random;

import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.type.Types;
import org.jspecify.annotations.Nullable;

/** A table whose parts are all called something odd. */
final class NamedObjects extends Table {

    final String uniqueName;
    final String checkName;
    final String indexName;
    final Column<Integer> id;
    final Column<String> text;
    final Column<Integer> number;

    NamedObjects(@Nullable String schema, Naming naming) {
        super(schema, naming.file());
        id = column(naming.next(), Types.INTEGER, c -> c.primaryKey());
        text = column(naming.next(), Types.string(50));
        number = column(naming.next(), Types.INTEGER);
        uniqueName = naming.next();
        checkName = naming.next();
        indexName = naming.next();
        unique(uniqueName, number);
        check(checkName, number.ge(0));
        index(indexName, text);
    }
}
