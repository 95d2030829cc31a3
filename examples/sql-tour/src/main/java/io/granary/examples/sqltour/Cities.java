package io.granary.examples.sqltour;

import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.DOUBLE;
import static io.granary.type.Types.string;

import io.granary.examples.cities.City;
import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.sql.Params;

/** The table of cities, each in a country. */
final class Cities extends Table {

    final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey());
    final Column<String> name = column("name", string(200), c -> c.notNull());
    final Column<String> country = column("country", string(2), c -> c.notNull().references(Atlas.COUNTRIES.code));
    final Column<Long> population = column("population", BIG_INTEGER, c -> c.notNull());
    final Column<Double> latitude = column("latitude", DOUBLE, c -> c.notNull());
    final Column<Double> longitude = column("longitude", DOUBLE, c -> c.notNull());

    Cities() {
        super("tour_city");
        index("tour_city_by_population", population, id);
    }

    /** {@return a city as a row of this} */
    static Params row(City city) {
        return Params.of(
                "id", city.geonameId(),
                "name", city.name(),
                "country", city.country(),
                "population", city.population(),
                "latitude", city.latitude(),
                "longitude", city.longitude());
    }
}
