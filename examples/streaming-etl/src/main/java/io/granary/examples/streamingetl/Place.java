package io.granary.examples.streamingetl;

import static io.granary.examples.streamingetl.SourceCities.CITIES;
import static java.util.Objects.requireNonNull;

import io.granary.engine.Row;
import io.granary.sql.Params;

/**
 * What a city becomes.
 *
 * @param id the city's
 * @param label its name and country
 * @param sizeClass how large it is, in a word
 * @param quarter which quarter of the globe it is in: {@code NE} is north of the equator and east of Greenwich
 */
record Place(long id, String label, String sizeClass, String quarter) {

    private static final long TOWN = 10_000;
    private static final long CITY = 100_000;
    private static final long METROPOLIS = 1_000_000;

    /** {@return the place of a row of {@link SourceCities}} */
    static Place of(Row city) {
        return new Place(
                requireNonNull(city.get(CITIES.id)),
                city.get(CITIES.name) + " (" + city.get(CITIES.country) + ")",
                sizeClass(requireNonNull(city.get(CITIES.population))),
                quarter(requireNonNull(city.get(CITIES.latitude)), requireNonNull(city.get(CITIES.longitude))));
    }

    private static String sizeClass(long population) {
        if (population < TOWN) {
            return "village";
        } else if (population < CITY) {
            return "town";
        }
        return population < METROPOLIS ? "city" : "metropolis";
    }

    private static String quarter(double latitude, double longitude) {
        return (latitude < 0 ? "S" : "N") + (longitude < 0 ? "W" : "E");
    }

    /** {@return this as a row of {@link Places}} */
    Params row() {
        return Params.of("id", id, "label", label, "size_class", sizeClass, "quarter", quarter);
    }
}
