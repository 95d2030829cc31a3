package io.granary.examples.quickstart;

import static io.granary.examples.quickstart.Report.number;

import io.granary.engine.AsyncEngine;
import io.granary.engine.PoolStatus;
import io.granary.examples.cities.City;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/** What the program shows, one step after another. */
final class Tour {

    private static final City TOKYO = new City(1850147, "Tokyo", "JP", "40", "PPLC", 8_336_599, 35.6895, 139.69171);
    private static final City ATLANTIS = new City(-1, "Atlantis", "XX", "", "PPL", 0, 31, -24);
    private static final City AVALON = new City(-2, "Avalon", "XX", "", "PPL", 0, 51, -3);

    private final AsyncEngine engine;
    private final ActorSystem<?> system;
    private final Report report;

    private Tour(AsyncEngine engine, ActorSystem<?> system, Report report) {
        this.engine = engine;
        this.system = system;
        this.report = report;
    }

    /** {@return completes after the last step} */
    static CompletionStage<PoolStatus> of(AsyncEngine engine, ActorSystem<?> system, Report report) {
        report.title("Granary on " + engine.url());
        Tour tour = new Tour(engine, system, report);
        return tour.load()
                .thenCompose(loaded -> tour.ask())
                .thenCompose(answered -> tour.stumble())
                .thenCompose(recovered -> tour.look());
    }

    private CompletionStage<Long> load() {
        return report.step("A table", () -> CityTable.create(engine), done -> List.of())
                .thenCompose(done -> report.step(
                        "The world's cities, loaded in one transaction",
                        () -> CityLoad.into(engine, system),
                        loaded -> List.of(number(loaded) + " cities")));
    }

    private CompletionStage<List<CountryCount>> ask() {
        return report.step(
                        "The largest cities of Japan",
                        () -> CityTable.largest(engine, List.of("JP"), 5),
                        cities -> cities.stream().map(Tour::line).toList())
                .thenCompose(cities -> report.step(
                        "The largest cities of Argentina, Chile and Uruguay",
                        () -> CityTable.largest(engine, List.of("AR", "CL", "UY"), 5),
                        found -> found.stream().map(Tour::line).toList()))
                .thenCompose(cities -> report.step(
                        "The countries of the most cities",
                        () -> CityTable.byCountry(engine, 10),
                        found -> found.stream()
                                .map(count -> "%12s  %s".formatted(number(count.cities()), count.country()))
                                .toList()));
    }

    private CompletionStage<Long> stumble() {
        return report.step(
                        "Japan removed, and the transaction rolled back",
                        () -> Mishaps.changeOfMind(engine, "JP"),
                        undone -> List.of("%s cities before, %s within, %s after"
                                .formatted(number(undone.before()), number(undone.within()), number(undone.after()))))
                .thenCompose(undone -> report.step(
                        "A second Tokyo",
                        () -> Mishaps.duplicate(engine, TOKYO),
                        constraint -> List.of("refused: UniqueViolationException of the constraint " + constraint)))
                .thenCompose(constraint -> report.step(
                        "Two new cities, and a second Tokyo within a savepoint",
                        () -> Mishaps.goOnAfter(engine, ATLANTIS, TOKYO, AVALON),
                        added -> List.of(number(added) + " cities added and committed")));
    }

    private CompletionStage<PoolStatus> look() {
        return report.step(
                "The pool",
                () -> engine.pool().status(),
                pool -> List.of("%d of %d connections open, %d idle, %d lent; %d opened so far"
                        .formatted(
                                pool.checkedIn() + pool.checkedOut(),
                                pool.size(),
                                pool.checkedIn(),
                                pool.checkedOut(),
                                pool.opened())));
    }

    private static String line(City city) {
        return "%12s  %s, %s".formatted(number(city.population()), city.name(), city.country());
    }
}
