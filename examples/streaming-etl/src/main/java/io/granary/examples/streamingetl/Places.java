package io.granary.examples.streamingetl;

import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.string;

import io.granary.schema.Column;
import io.granary.schema.Table;

/** What is written, a {@link Place} each. */
final class Places extends Table {

    static final Places PLACES = new Places();

    final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey());
    final Column<String> label = column("label", string(220), c -> c.notNull());
    final Column<String> size = column("size_class", string(10), c -> c.notNull());
    final Column<String> quarter = column("quarter", string(2), c -> c.notNull());

    private Places() {
        super("etl_place");
    }
}
