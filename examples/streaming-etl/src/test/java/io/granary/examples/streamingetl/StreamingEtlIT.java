package io.granary.examples.streamingetl;

import static io.granary.examples.streamingetl.Places.PLACES;
import static io.granary.examples.streamingetl.Positions.POSITIONS;
import static io.granary.examples.streamingetl.SourceCities.CITIES;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.Row;
import io.granary.examples.cities.City;
import io.granary.examples.cities.CityFile;
import io.granary.schema.MetaData;
import io.granary.sql.Functions;
import io.granary.sql.Select;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Test;

@Actors
@Database(DatabaseKind.POSTGRESQL)
class StreamingEtlIT {

    private static final int SOME = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static long number(AsyncEngine engine, Select<Long> select) {
        Long number = await(engine.execute(select)).scalarOne(Long.class);
        return number == null ? 0 : number;
    }

    private static long places(AsyncEngine engine) {
        return number(engine, select(Functions.count()).from(PLACES));
    }

    /** What was written when the JVM was killed is not written again, but for what the other lanes were ahead of the slowest. */
    @Test
    void goesOnWhereAKilledJvmHadComeTo(TestDatabase database, ActorSystem<?> system) throws IOException {
        AsyncEngine engine = AsyncEngine.create(system, database.url());
        await(MetaData.of(CITIES, PLACES, POSITIONS).createAll(engine));
        List<City> cities;
        try (CityFile file = CityFile.open()) {
            cities = file.next(SOME);
        }
        await(engine.execute(
                insert(CITIES), cities.stream().map(SourceCities::row).toList()));
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamingEtl.class.getName(),
                        database.url(),
                        database.url(),
                        "100")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Eventually.holds("some are written", PATIENCE, () -> {
                assertThat(jvm.isAlive()).isTrue();
                return number(engine, select(Functions.count()).from(POSITIONS)) == 4 && places(engine) > 200;
            });
        } finally {
            jvm.destroyForcibly();
        }
        Eventually.holds("it is gone", PATIENCE, () -> !jvm.isAlive());
        assertThat(places(engine)).isLessThan(SOME);

        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        await(StreamingEtl.run(
                database.url(), database.url(), 1_000_000, new PrintStream(printed, true, StandardCharsets.UTF_8)));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("2,000 cities")
                .doesNotContain("2,000 of them still to be moved");
        List<Row> read =
                await(engine.execute(select(CITIES).orderBy(CITIES.id))).fetchAll();
        List<Place> written = await(engine.execute(select(PLACES.id, PLACES.label, PLACES.size, PLACES.quarter)
                        .orderBy(PLACES.id)))
                .fetchAll()
                .stream()
                .map(row -> row.into(Place.class))
                .toList();
        assertThat(written).isEqualTo(read.stream().map(Place::of).toList());
        await(engine.close());
    }
}
