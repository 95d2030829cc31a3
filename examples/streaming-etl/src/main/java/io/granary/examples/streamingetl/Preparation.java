package io.granary.examples.streamingetl;

import static io.granary.examples.streamingetl.Places.PLACES;
import static io.granary.examples.streamingetl.Positions.POSITIONS;
import static io.granary.examples.streamingetl.SourceCities.CITIES;
import static io.granary.sql.Sql.insert;

import io.granary.engine.AsyncEngine;
import io.granary.examples.cities.City;
import io.granary.examples.cities.CityFile;
import io.granary.schema.MetaData;
import io.granary.sql.Functions;
import io.granary.sql.Sql;
import io.granary.stream.BatchSettings;
import io.granary.stream.SqlSink;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Source;

/** Makes the tables where they are not there, and has cities in the source, read from a file. */
record Preparation(AsyncEngine source, AsyncEngine target, ActorSystem<?> system) {

    private static final int SOME = 1_000;

    /** {@return completes with how many cities there are} */
    CompletionStage<Long> prepare() {
        return MetaData.of(CITIES)
                .createAll(source)
                .thenCompose(made -> MetaData.of(PLACES, POSITIONS).createAll(target))
                .thenCompose(made -> count())
                .thenCompose(there -> there > 0 ? CompletableFuture.completedStage(there) : fill());
    }

    private CompletionStage<Long> count() {
        return source.execute(Sql.select(Functions.count()).from(CITIES))
                .thenApply(result -> result.scalarOne(Long.class))
                .thenApply(number -> number == null ? 0 : number);
    }

    private CompletionStage<Long> fill() {
        BatchSettings<City> batches = BatchSettings.defaults();
        return Source.unfoldResource(CityFile::open, file -> some(file), CityFile::close)
                .mapConcat(cities -> cities)
                .runWith(SqlSink.insert(source, insert(CITIES), batches.inOneTransaction(), SourceCities::row), system)
                .thenApply(summary -> summary.elements());
    }

    private static Optional<List<City>> some(CityFile file) throws IOException {
        List<City> cities = file.next(SOME);
        return cities.isEmpty() ? Optional.empty() : Optional.of(cities);
    }
}
