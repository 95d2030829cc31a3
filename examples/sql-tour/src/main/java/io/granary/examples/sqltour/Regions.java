package io.granary.examples.sqltour;

import static io.granary.type.Types.string;

import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.sql.Params;

/** The table of regions, each of which is a part of another one. */
final class Regions extends Table {

    final Column<String> code = column("code", string(3), c -> c.primaryKey());
    final Column<String> name = column("name", string(100), c -> c.notNull());
    final Column<String> parent = column("parent", string(3), c -> c.references(code));

    Regions() {
        super("tour_region");
    }

    /** {@return a region as a row of this} */
    static Params row(Region region) {
        return Params.of("code", region.code(), "name", region.name(), "parent", region.parent());
    }
}
