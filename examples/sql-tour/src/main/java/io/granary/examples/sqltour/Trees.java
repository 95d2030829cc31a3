package io.granary.examples.sqltour;

import static io.granary.examples.sqltour.Atlas.CITIES;
import static io.granary.examples.sqltour.Atlas.COUNTRIES;
import static io.granary.examples.sqltour.Atlas.REGIONS;
import static io.granary.examples.sqltour.Report.right;
import static io.granary.sql.Functions.count;
import static io.granary.sql.Functions.sum;
import static io.granary.sql.Sql.recursive;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.value;
import static io.granary.type.Types.string;

import io.granary.sql.Cte;
import io.granary.sql.Labeled;
import io.granary.sql.Select;
import java.math.BigDecimal;
import java.util.List;

/** Common table expressions that read themselves, up and down the tree of regions. */
final class Trees implements Section {

    private static final Labeled<Integer> DEPTH = value(0).as("depth");

    /** The codes from the top down, of one length each: rows in this order are a tree read from above. */
    private static final Labeled<String> PATH = REGIONS.code.cast(string(40)).as("path");

    private static Select<String> upwards(String country) {
        Cte above = recursive(
                "above",
                select(REGIONS.name, REGIONS.parent, DEPTH).join(COUNTRIES).where(COUNTRIES.code.eq(country)),
                below -> select(
                                REGIONS.name,
                                REGIONS.parent,
                                below.column(DEPTH).add(1))
                        .join(below, below.column(REGIONS.parent).eq(REGIONS.code)));
        return select(above.column(REGIONS.name)).orderBy(above.column(DEPTH));
    }

    /** Each region with its depth and its path. */
    private static Cte tree() {
        return recursive(
                "tree",
                select(REGIONS.code, REGIONS.name, DEPTH, PATH).where(REGIONS.parent.isNull()),
                above -> select(
                                REGIONS.code,
                                REGIONS.name,
                                above.column(DEPTH).add(1),
                                above.column(PATH).concat(REGIONS.code).cast(string(40)))
                        .join(above, above.column(REGIONS.code).eq(REGIONS.parent)));
    }

    /** Each region with itself and all that lie in it. */
    private static Cte within(Labeled<String> whole) {
        return recursive(
                "within",
                select(whole, REGIONS.code),
                above -> select(above.column(whole), REGIONS.code)
                        .join(above, above.column(REGIONS.code).eq(REGIONS.parent)));
    }

    private static Select<String> sums() {
        Labeled<Long> cities = count().as("cities");
        Labeled<BigDecimal> people = sum(CITIES.population).as("people");
        Labeled<String> whole = REGIONS.code.as("whole");
        Cte counted = select(COUNTRIES.region, cities, people)
                .join(CITIES)
                .groupBy(COUNTRIES.region)
                .cte("counted");
        Cte tree = tree();
        Cte within = within(whole);
        return select(
                        tree.column(REGIONS.name),
                        tree.column(DEPTH),
                        sum(counted.column(cities)).as("cities"),
                        sum(counted.column(people)).as("people"))
                .from(tree)
                .join(within, within.column(whole).eq(tree.column(REGIONS.code)))
                .join(counted, counted.column(COUNTRIES.region).eq(within.column(REGIONS.code)))
                .groupBy(tree.column(REGIONS.name), tree.column(DEPTH), tree.column(PATH))
                .orderBy(tree.column(PATH));
    }

    private record Step(String name) {}

    private record Part(String name, int depth, long cities, long people) {}

    @Override
    public String title() {
        return "Common table expressions that read themselves";
    }

    @Override
    public List<Question> questions() {
        return List.of(
                Question.of("From Nepal up to the world", upwards("NP"), Step.class, Step::name),
                Question.of(
                        "The regions as a tree, with the people and the cities of all that lies in them",
                        sums(),
                        Part.class,
                        part -> "%s %s   %s%s"
                                .formatted(
                                        right(part.people()),
                                        right(part.cities()),
                                        "  ".repeat(part.depth()),
                                        part.name())));
    }
}
