package io.granary.examples.streamingetl;

import static io.granary.examples.streamingetl.SourceCities.CITIES;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.examples.cities.City;
import io.granary.schema.MetaData;
import io.granary.testkit.fixtures.Actors;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Test;

@Actors
class PlaceTest {

    private final ActorSystem<?> system;

    PlaceTest(ActorSystem<?> system) {
        this.system = system;
    }

    private static City city(long id, long population, double latitude, double longitude) {
        return new City(id, "N" + id, "XX", "", "PPL", population, latitude, longitude);
    }

    @Test
    void tellsHowLargeACityIsAndWhere() {
        AsyncEngine engine = AsyncEngine.create(system, "h2:mem:///place-test");
        List<Place> places = MetaData.of(CITIES)
                .createAll(engine)
                .thenCompose(made -> engine.execute(
                        insert(CITIES),
                        List.of(
                                SourceCities.row(city(1, 9_999, 1, 1)),
                                SourceCities.row(city(2, 10_000, -1, 1)),
                                SourceCities.row(city(3, 999_999, 1, -1)),
                                SourceCities.row(city(4, 1_000_000, -1, -1)))))
                .thenCompose(made -> engine.execute(select(CITIES).orderBy(CITIES.id)))
                .thenApply(result -> result.fetchAll().stream().map(Place::of).toList())
                .toCompletableFuture()
                .join();
        engine.close().toCompletableFuture().join();

        assertThat(places)
                .containsExactly(
                        new Place(1, "N1 (XX)", "village", "NE"),
                        new Place(2, "N2 (XX)", "town", "SE"),
                        new Place(3, "N3 (XX)", "city", "NW"),
                        new Place(4, "N4 (XX)", "metropolis", "SW"));
    }
}
