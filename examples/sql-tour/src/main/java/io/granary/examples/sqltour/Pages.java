package io.granary.examples.sqltour;

import static io.granary.examples.sqltour.Atlas.CITIES;
import static io.granary.examples.sqltour.Atlas.COUNTRIES;
import static io.granary.examples.sqltour.Report.right;
import static io.granary.sql.Sql.select;

import io.granary.engine.AsyncEngine;
import io.granary.sql.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Pages, each of which begins behind the last row of the one before, without counting off the rows of earlier ones. */
final class Pages implements Section {

    private static final int SIZE = 4;

    /** The order tells any two rows apart, and its values are selected: they say where the next page begins. */
    private static final Select<String> PAGE = select(
                    CITIES.name, COUNTRIES.name.as("country"), CITIES.population, CITIES.id)
            .from(CITIES)
            .join(COUNTRIES)
            .orderBy(CITIES.population.desc(), CITIES.id)
            .limit(SIZE);

    private record Entry(String name, String country, long population, long id) {}

    @Override
    public String title() {
        return "Pages by keys, of %d rows".formatted(SIZE);
    }

    @Override
    public List<Question> questions() {
        return List.of(
                new Question("The largest cities", engine -> pages(engine, PAGE, 3, List.of())),
                new Question(
                        "Cities of 300,000 people, which their number tells apart",
                        engine -> pages(engine, PAGE.where(CITIES.population.eq(300_000L)), 4, List.of())));
    }

    private static CompletionStage<List<String>> pages(
            AsyncEngine engine, Select<String> page, int atMost, List<String> before) {
        if (atMost == 0) {
            return CompletableFuture.completedStage(before);
        }
        return engine.execute(page)
                .thenApply(result -> result.into(Entry.class).all())
                .thenCompose(entries -> {
                    List<String> lines = new ArrayList<>(before);
                    entries.forEach(entry -> lines.add(line(entry)));
                    if (entries.size() < SIZE) {
                        return CompletableFuture.completedStage(lines);
                    }
                    lines.add("%13s".formatted("- - -"));
                    Entry last = entries.get(SIZE - 1);
                    return pages(engine, page.after(last.population(), last.id()), atMost - 1, lines);
                });
    }

    private static String line(Entry entry) {
        return "%s  %s, %s".formatted(right(entry.population()), entry.name(), entry.country());
    }
}
