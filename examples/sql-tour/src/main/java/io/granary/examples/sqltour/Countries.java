package io.granary.examples.sqltour;

import static io.granary.type.Types.json;
import static io.granary.type.Types.string;

import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.sql.Params;

/** The table of countries, each in a region, with a document of facts. */
final class Countries extends Table {

    final Column<String> code = column("code", string(2), c -> c.primaryKey());
    final Column<String> name = column("name", string(100), c -> c.notNull());
    final Column<String> region = column("region", string(3), c -> c.notNull().references(Atlas.REGIONS.code));
    final Column<Facts> facts = column("facts", json(Facts.class), c -> c.notNull());

    Countries() {
        super("tour_country");
    }

    /** {@return a country as a row of this} */
    static Params row(Country country) {
        return Params.of(
                "code", country.code(),
                "name", country.name(),
                "region", country.region(),
                "facts", country.facts());
    }
}
