package io.granary.examples.streamingetl;

import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.DOUBLE;
import static io.granary.type.Types.string;

import io.granary.examples.cities.City;
import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.sql.Params;

/** What is read. */
final class SourceCities extends Table {

    static final SourceCities CITIES = new SourceCities();

    final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey());
    final Column<String> name = column("name", string(200), c -> c.notNull());
    final Column<String> country = column("country", string(2), c -> c.notNull());
    final Column<Long> population = column("population", BIG_INTEGER, c -> c.notNull());
    final Column<Double> latitude = column("latitude", DOUBLE, c -> c.notNull());
    final Column<Double> longitude = column("longitude", DOUBLE, c -> c.notNull());

    private SourceCities() {
        super("etl_city");
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
