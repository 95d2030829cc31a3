package io.granary.examples.sqltour;

import static io.granary.examples.sqltour.Atlas.CITIES;
import static io.granary.examples.sqltour.Atlas.COUNTRIES;
import static io.granary.sql.Sql.excluded;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;

import io.granary.dialect.Dialects;
import io.granary.sql.CompiledSql;
import io.granary.sql.Executable;
import io.granary.sql.Insert;
import io.granary.sql.OnConflict;
import io.granary.sql.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What statements are written as for each database, whichever the tour is connected to. */
final class Spellings implements Section {

    private static final List<String> DIALECTS = List.of("postgresql", "mysql", "mariadb", "h2");

    private static final Select<String> QUERY = select(
                    CITIES.name, COUNTRIES.facts.path("local").asText().as("country"))
            .join(COUNTRIES)
            .where(COUNTRIES.facts.path("languages", 0).asText().in("es", "pt"), CITIES.name.isDistinctFrom("Lima"))
            .orderBy(CITIES.population.desc(), CITIES.id)
            .after(1_000_000L, 0L)
            .limit(3);

    private static final Insert UPSERT = insert(CITIES)
            .set(CITIES.id, 2147714L)
            .set(CITIES.name, "Sydney")
            .set(CITIES.country, "AU")
            .set(CITIES.population, 5_450_000L)
            .set(CITIES.latitude, -33.86785)
            .set(CITIES.longitude, 151.20732)
            .onConflict(OnConflict.on(CITIES.id).set(CITIES.population, excluded(CITIES.population)));

    @Override
    public String title() {
        return "What is sent";
    }

    @Override
    public List<Question> questions() {
        return List.of(written("A page of a query", QUERY), written("An upsert", UPSERT));
    }

    /** No database is asked. */
    private static Question written(String text, Executable statement) {
        return new Question(text, engine -> {
            List<String> lines = new ArrayList<>();
            for (String dialect : DIALECTS) {
                CompiledSql sql = statement.toSql(Dialects.named(dialect));
                lines.add(dialect + ": " + sql.text());
                lines.add("  " + sql.binds());
            }
            return CompletableFuture.completedStage(lines);
        });
    }
}
