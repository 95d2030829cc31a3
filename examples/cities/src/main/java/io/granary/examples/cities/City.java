package io.granary.examples.cities;

import java.util.List;

/**
 * A populated place. Its components are the columns of the file but for underscores, which is all that {@code into} needs to make cities
 * of rows.
 *
 * @param geonameId its number at GeoNames
 * @param name its name
 * @param country the country's ISO 3166 code, two letters
 * @param admin1 the code of its province or state, empty if there is none
 * @param featureCode what kind of place it is, a code of GeoNames
 * @param population how many people live there
 * @param latitude in degrees, north is positive
 * @param longitude in degrees, east is positive
 */
public record City(
        long geonameId,
        String name,
        String country,
        String admin1,
        String featureCode,
        long population,
        double latitude,
        double longitude) {

    /** {@return the city of a record of {@code cities.csv.gz}, whose fields are in the order of the components} */
    static City of(List<String> fields) {
        return new City(
                Long.parseLong(fields.get(0)),
                fields.get(1),
                fields.get(2),
                fields.get(3),
                fields.get(4),
                Long.parseLong(fields.get(5)),
                Double.parseDouble(fields.get(6)),
                Double.parseDouble(fields.get(7)));
    }
}
