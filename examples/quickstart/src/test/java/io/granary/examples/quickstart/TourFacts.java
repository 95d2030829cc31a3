package io.granary.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.examples.cities.City;
import io.granary.testkit.fixtures.ActorFixture;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the steps of the tour find out, on any database. The cities are loaded once, and no test leaves others behind. */
@ExtendWith(ActorFixture.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TourFacts {

    private final City tokyo = new City(1850147, "Tokyo", "JP", "40", "PPLC", 8_336_599, 35.6895, 139.69171);

    @SuppressWarnings("NullAway.Init")
    private AsyncEngine engine;

    private long loaded;

    @BeforeAll
    void load(TestDatabase database, ActorSystem<?> system) {
        engine = AsyncEngine.create(system, database.url());
        await(CityTable.create(engine));
        loaded = await(CityLoad.into(engine, system));
    }

    @AfterAll
    void close() {
        await(engine.close());
    }

    @Test
    void loadsEveryCity() {
        assertThat(loaded).isEqualTo(135_233);
        assertThat(await(CityTable.count(engine))).isEqualTo(135_233);
    }

    @Test
    void readsACityBackAsItWas() {
        assertThat(await(CityTable.largest(engine, List.of("JP"), 1))).containsExactly(tokyo);
    }

    @Test
    void ordersTheCitiesOfACountry() {
        assertThat(await(CityTable.largest(engine, List.of("JP"), 5)))
                .extracting(City::name)
                .containsExactly("Tokyo", "Yokohama", "Osaka", "Nagoya", "Sapporo");
    }

    @Test
    void ordersTheCitiesOfSeveralCountriesTogether() {
        assertThat(await(CityTable.largest(engine, List.of("AR", "CL", "UY"), 4)))
                .extracting(City::name)
                .containsExactly("Buenos Aires", "Santiago", "Córdoba", "Montevideo");
    }

    @Test
    void countsTheCitiesOfCountries() {
        assertThat(await(CityTable.byCountry(engine, 10)))
                .hasSize(10)
                .startsWith(new CountryCount("US", 16_677), new CountryCount("IT", 9_940))
                .endsWith(new CountryCount("GB", 4_301));
    }

    @Test
    void findsEverythingAgainAfterARollback() {
        assertThat(await(Mishaps.changeOfMind(engine, "JP"))).isEqualTo(new Undone(135_233, 134_144, 135_233));
    }

    @Test
    void learnsWhichConstraintADuplicateViolates() {
        assertThat(await(Mishaps.duplicate(engine, tokyo))).isEqualToIgnoringCase(primaryKey());
        assertThat(await(CityTable.count(engine))).isEqualTo(135_233);
    }

    /** MySQL and MariaDB call every primary key so; others keep the name it was given. */
    String primaryKey() {
        return "quickstart_city_pk";
    }

    @Test
    void keepsWhatASavepointWasNotPartOf() {
        City first = new City(-1, "Atlantis", "XX", "", "PPL", 0, 31, -24);
        City second = new City(-2, "Avalon", "XX", "", "PPL", 0, 51, -3);
        try {
            assertThat(await(Mishaps.goOnAfter(engine, first, tokyo, second))).isEqualTo(2);
            assertThat(await(CityTable.largest(engine, List.of("XX"), 5))).containsExactly(second, first);
        } finally {
            await(engine.begin(connection -> CityTable.remove(connection, "XX")));
        }
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
