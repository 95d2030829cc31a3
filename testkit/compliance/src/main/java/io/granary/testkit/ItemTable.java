package io.granary.testkit;

import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.string;

import io.granary.schema.Column;
import io.granary.schema.Table;

/** The bench's items as a table of the toolkit. */
final class ItemTable extends Table {

    static final ItemTable ITEMS = new ItemTable();

    final Column<Integer> id = column("id", INTEGER, c -> c.primaryKey());
    final Column<String> name = column("name", string(40));

    private ItemTable() {
        super("items");
    }
}
