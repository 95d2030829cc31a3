package io.granary.examples.sqltour;

import static io.granary.examples.sqltour.Atlas.CITIES;
import static io.granary.examples.sqltour.Atlas.COUNTRIES;
import static io.granary.examples.sqltour.Atlas.REGIONS;
import static io.granary.examples.sqltour.Report.right;
import static io.granary.sql.Functions.count;
import static io.granary.sql.Functions.sum;
import static io.granary.sql.Sql.and;
import static io.granary.sql.Sql.select;

import io.granary.sql.JoinKind;
import io.granary.sql.Labeled;
import io.granary.sql.Select;
import java.util.List;

/** Joins that go by foreign keys, groups, and conditions on groups. */
final class Joins implements Section {

    private static final Labeled<Long> COUNT = count(CITIES.id).as("cities");

    /** Neither join says on what: there is one foreign key between both sides. */
    private static final Select<String> LARGEST = select(
                    CITIES.name, COUNTRIES.name.as("country"), REGIONS.name.as("region"), CITIES.population)
            .from(CITIES)
            .join(COUNTRIES)
            .join(REGIONS)
            .orderBy(CITIES.population.desc(), CITIES.id)
            .limit(5);

    private static final Select<String> MILLIONS = select(
                    REGIONS.name, COUNT, sum(CITIES.population).as("people"))
            .join(COUNTRIES)
            .join(CITIES)
            .where(CITIES.population.ge(1_000_000L))
            .groupBy(REGIONS.code, REGIONS.name)
            .having(count().gt(20L))
            .orderBy(COUNT.desc(), REGIONS.code);

    /** What else a join goes by is said beside the foreign key. Countries without such a city are kept, and counted by the difference. */
    private static final Select<String> COUNTRIES_OF_EUROPE = select(
                    REGIONS.name,
                    count(COUNTRIES.code).distinctly().as("countries"),
                    count(CITIES.country).distinctly().as("urban"))
            .join(COUNTRIES)
            .joinFrom(
                    COUNTRIES,
                    JoinKind.LEFT,
                    CITIES,
                    and(CITIES.country.eq(COUNTRIES.code), CITIES.population.ge(500_000L)))
            .where(REGIONS.name.endsWith("Europe"))
            .groupBy(REGIONS.code, REGIONS.name)
            .orderBy(REGIONS.code);

    private record Place(String name, String country, String region, long population) {}

    private record Urban(String name, long cities, long people) {}

    private record Europe(String name, long countries, long urban) {}

    @Override
    public String title() {
        return "Joins and groups";
    }

    @Override
    public List<Question> questions() {
        return List.of(
                Question.of(
                        "The largest cities, with their country and region",
                        LARGEST,
                        Place.class,
                        place -> "%s  %s, %s, %s"
                                .formatted(right(place.population()), place.name(), place.country(), place.region())),
                Question.of(
                        "Regions of more than 20 cities of a million people, and how many live there",
                        MILLIONS,
                        Urban.class,
                        urban -> "%s  %s, %d cities".formatted(right(urban.people()), urban.name(), urban.cities())),
                Question.of(
                        "Countries of Europe that have a city of half a million people",
                        COUNTRIES_OF_EUROPE,
                        Europe.class,
                        europe -> "%d of %d in %s".formatted(europe.urban(), europe.countries(), europe.name())));
    }
}
