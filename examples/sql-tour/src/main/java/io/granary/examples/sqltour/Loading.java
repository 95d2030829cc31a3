package io.granary.examples.sqltour;

import static io.granary.examples.sqltour.Atlas.CITIES;
import static io.granary.examples.sqltour.Atlas.COUNTRIES;
import static io.granary.examples.sqltour.Atlas.REGIONS;
import static io.granary.examples.sqltour.Atlas.TABLES;
import static io.granary.examples.sqltour.Report.number;
import static io.granary.sql.Sql.insert;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Blocking;
import io.granary.examples.cities.City;
import io.granary.examples.cities.CityFile;
import io.granary.schema.ForeignKey;
import io.granary.schema.Table;
import io.granary.sql.Params;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorSystem;

/** Makes the tables anew and fills them, each by one INSERT with the parameters of all its rows. */
final class Loading implements Section {

    private final ActorSystem<?> system;
    private final long leastPopulation;

    /**
     * A section that loads some cities.
     *
     * @param system whose threads may block while files are read
     * @param leastPopulation smaller cities are left out
     */
    Loading(ActorSystem<?> system, long leastPopulation) {
        this.system = system;
        this.leastPopulation = leastPopulation;
    }

    @Override
    public String title() {
        return "Tables, and many rows at once";
    }

    @Override
    public List<Question> questions() {
        return List.of(
                new Question("Tables in the order of their foreign keys", Loading::create),
                new Question("Rows inserted in one transaction", this::fill));
    }

    private static CompletionStage<List<String>> create(AsyncEngine engine) {
        return TABLES.dropAll(engine)
                .thenCompose(dropped -> TABLES.createAll(engine))
                .thenApply(created ->
                        TABLES.sortedTables().stream().map(Loading::described).toList());
    }

    private static String described(Table table) {
        return table.foreignKeys().stream()
                .map(ForeignKey::target)
                .map(target -> " -> " + target)
                .collect(Collectors.joining("", table.toString(), ""));
    }

    private CompletionStage<List<String>> fill(AsyncEngine engine) {
        return engine.begin(connection -> insertAll(connection, REGIONS, Loading::regions)
                .thenCompose(regions -> insertAll(connection, COUNTRIES, Loading::countries)
                        .thenCompose(countries -> insertAll(connection, CITIES, this::cities)
                                .thenApply(cities -> List.of(
                                        number(regions) + " regions",
                                        number(countries) + " countries",
                                        number(cities) + " cities")))));
    }

    private CompletionStage<Long> insertAll(AsyncConnection connection, Table table, Callable<List<Params>> rows) {
        return Blocking.spawn(system, rows)
                .thenCompose(read -> connection.execute(insert(table), read))
                .thenApply(result -> result.rowCount());
    }

    private static List<Params> regions() throws IOException {
        return AtlasFile.regions().stream().map(Regions::row).toList();
    }

    private static List<Params> countries() throws IOException {
        return AtlasFile.countries().stream().map(Countries::row).toList();
    }

    private List<Params> cities() throws IOException {
        List<Params> rows = new ArrayList<>();
        try (CityFile file = CityFile.open()) {
            for (List<City> some = file.next(1_000); !some.isEmpty(); some = file.next(1_000)) {
                some.stream()
                        .filter(city -> city.population() >= leastPopulation)
                        .map(Cities::row)
                        .forEach(rows::add);
            }
        }
        return rows;
    }
}
