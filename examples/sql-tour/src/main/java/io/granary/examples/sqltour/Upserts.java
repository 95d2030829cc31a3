package io.granary.examples.sqltour;

import static io.granary.examples.sqltour.Atlas.CITIES;
import static io.granary.examples.sqltour.Report.number;
import static io.granary.sql.Functions.count;
import static io.granary.sql.Sql.excluded;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.examples.cities.City;
import io.granary.sql.Insert;
import io.granary.sql.OnConflict;
import io.granary.sql.Params;
import io.granary.sql.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * New and known rows behind one INSERT. Each is rolled back once it was looked at, so that the next one finds the cities as they were
 * loaded.
 */
final class Upserts implements Section {

    private static final List<City> NEWS = List.of(
            new City(2332459, "Lagos", "NG", "05", "PPLA2", 15_946_000, 6.45407, 3.39467),
            new City(2147714, "Sydney", "AU", "02", "PPLA", 5_450_000, -33.86785, 151.20732),
            new City(-1, "Atlantis", "GR", "", "PPL", 1_000_000, 31, -24),
            new City(-2, "Avalon", "GB", "", "PPL", 1_000, 51, -3));

    private static final List<Params> ROWS = NEWS.stream().map(Cities::row).toList();

    private static final Select<Long> COUNT = select(count()).from(CITIES);

    private static final Select<String> NAMED = select(CITIES.name, CITIES.population)
            .where(CITIES.id.in(NEWS.stream().map(City::geonameId).toList()))
            .orderBy(CITIES.id.desc());

    /** The other columns take what was to be inserted. */
    private static final Insert REPLACING = insert(CITIES).values(ROWS).upsert(CITIES.id);

    private static final Insert ADDING = insert(CITIES)
            .values(ROWS)
            .onConflict(OnConflict.on(CITIES.id)
                    .set(CITIES.population, CITIES.population.add(excluded(CITIES.population))));

    private static final Insert KEEPING =
            insert(CITIES).values(ROWS).onConflict(OnConflict.on(CITIES.id).doNothing());

    private record Named(String name, long population) {}

    @Override
    public String title() {
        return "Upserts: two known cities and two new ones, rolled back each time";
    }

    @Override
    public List<Question> questions() {
        return List.of(
                new Question("Known ones are replaced", engine -> tried(engine, REPLACING)),
                new Question("Known ones gain as many people", engine -> tried(engine, ADDING)),
                new Question("Known ones are left alone", engine -> tried(engine, KEEPING)));
    }

    private static CompletionStage<List<String>> tried(AsyncEngine engine, Insert insert) {
        return engine.connect(connection -> counted(connection)
                .thenCompose(before -> connection
                        .execute(insert)
                        .thenCompose(put -> counted(connection))
                        .thenCompose(after -> named(connection)
                                .thenCompose(named ->
                                        connection.rollback().thenApply(done -> lines(before, after, named))))));
    }

    private static CompletionStage<Long> counted(AsyncConnection connection) {
        return connection.scalar(COUNT).thenApply(count -> count.orElse(0L));
    }

    private static CompletionStage<List<Named>> named(AsyncConnection connection) {
        return connection
                .execute(NAMED)
                .thenApply(result -> result.into(Named.class).all());
    }

    private static List<String> lines(long before, long after, List<Named> named) {
        List<String> lines = new ArrayList<>();
        lines.add("%s cities before, %s after".formatted(number(before), number(after)));
        named.forEach(city -> lines.add("%s: %s".formatted(city.name(), number(city.population()))));
        return lines;
    }
}
