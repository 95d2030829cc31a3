package io.granary.examples.sqltour;

import static io.granary.examples.sqltour.Atlas.CITIES;
import static io.granary.examples.sqltour.Atlas.COUNTRIES;
import static io.granary.examples.sqltour.Report.right;
import static io.granary.sql.Functions.min;
import static io.granary.sql.Functions.rank;
import static io.granary.sql.Functions.round;
import static io.granary.sql.Functions.rowNumber;
import static io.granary.sql.Functions.sum;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.window;

import io.granary.sql.Labeled;
import io.granary.sql.Select;
import io.granary.sql.Subquery;
import io.granary.sql.Window;
import java.math.BigDecimal;
import java.util.List;

/** Ranks and running sums, and queries about them. */
final class Windows implements Section {

    private static final Window IN_COUNTRY = window().partitionBy(CITIES.country);
    private static final Window LARGEST_FIRST = IN_COUNTRY.orderBy(CITIES.population.desc(), CITIES.id);

    private static final Labeled<Long> PLACE =
            rank().over(IN_COUNTRY.orderBy(CITIES.population.desc())).as("place");

    /** What a window says cannot be a condition of the same query, so the query becomes a table of another one. */
    private static Select<String> firstThree() {
        Subquery ranked = select(CITIES.name, CITIES.population, CITIES.country, PLACE)
                .where(CITIES.country.in("BR", "JP", "PL"))
                .subquery("ranked");
        return select(
                        COUNTRIES.name.as("country"),
                        ranked.column(PLACE),
                        ranked.column(CITIES.name),
                        ranked.column(CITIES.population))
                .join(ranked, ranked.column(CITIES.country).eq(COUNTRIES.code))
                .where(ranked.column(PLACE).le(3L))
                .orderBy(COUNTRIES.code, ranked.column(PLACE));
    }

    private static final Labeled<BigDecimal> RUNNING =
            sum(CITIES.population).over(LARGEST_FIRST.rows(null, 0)).as("running");

    private static final Labeled<BigDecimal> TOTAL =
            sum(CITIES.population).over(IN_COUNTRY).as("total");

    private static Select<String> shares() {
        Subquery summed = select(CITIES.name, CITIES.population, RUNNING, TOTAL)
                .where(CITIES.country.eq("EG"))
                .subquery("summed");
        return select(
                        summed.column(CITIES.name),
                        summed.column(CITIES.population),
                        round(
                                        summed.column(RUNNING)
                                                .mul(BigDecimal.valueOf(100))
                                                .div(summed.column(TOTAL)),
                                        1)
                                .as("percent"))
                .orderBy(summed.column(RUNNING))
                .limit(5);
    }

    private static Select<String> halves() {
        Labeled<Long> place = rowNumber().over(LARGEST_FIRST).as("place");
        Subquery summed = select(CITIES.country, place, RUNNING, TOTAL)
                .where(CITIES.country.in("AR", "AU", "EG", "IN", "KR", "US"))
                .subquery("summed");
        Labeled<Long> cities = min(summed.column(place)).as("cities");
        return select(COUNTRIES.name, cities)
                .join(summed, summed.column(CITIES.country).eq(COUNTRIES.code))
                .where(summed.column(RUNNING).mul(BigDecimal.valueOf(2)).ge(summed.column(TOTAL)))
                .groupBy(COUNTRIES.code, COUNTRIES.name)
                .orderBy(cities, COUNTRIES.code);
    }

    private record Ranked(String country, long place, String name, long population) {}

    private record Share(String name, long population, BigDecimal percent) {}

    private record Half(String name, long cities) {}

    @Override
    public String title() {
        return "Windows";
    }

    @Override
    public List<Question> questions() {
        return List.of(
                Question.of(
                        "The three largest cities of some countries",
                        firstThree(),
                        Ranked.class,
                        city -> "%s  %d. %s, %s"
                                .formatted(right(city.population()), city.place(), city.name(), city.country())),
                Question.of(
                        "Egypt's largest cities, and the share of them and all larger ones in the people of cities",
                        shares(),
                        Share.class,
                        city -> "%s  %4.1f %%  %s".formatted(right(city.population()), city.percent(), city.name())),
                Question.of(
                        "In how many cities half of those people live",
                        halves(),
                        Half.class,
                        half -> "%s  %s".formatted(right(half.cities()), half.name())));
    }
}
