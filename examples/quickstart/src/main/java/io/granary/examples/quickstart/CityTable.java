package io.granary.examples.quickstart;

import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.examples.cities.City;
import io.granary.sql.Params;
import io.granary.sql.TextClause;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** The table of cities: its SQL, and nothing else of the program's. Written so that H2, PostgreSQL, MariaDB and MySQL take it. */
final class CityTable {

    private static final List<String> COLUMNS =
            List.of("geoname_id", "name", "country", "admin1", "feature_code", "population", "latitude", "longitude");

    private static final MultiRowInsert INSERT = new MultiRowInsert("quickstart_city", COLUMNS);

    private static final TextClause DROP = text("drop table if exists quickstart_city");

    private static final TextClause CREATE = text("""
                    create table quickstart_city (
                      geoname_id bigint not null,
                      name varchar(200) not null,
                      country varchar(2) not null,
                      admin1 varchar(20) not null,
                      feature_code varchar(10) not null,
                      population bigint not null,
                      latitude double precision not null,
                      longitude double precision not null,
                      constraint quickstart_city_pk primary key (geoname_id)
                    )""");

    private static final TextClause INDEX =
            text("create index quickstart_city_by_country on quickstart_city (country, population)");

    private static final TextClause COUNT = text("select count(*) from quickstart_city");

    private static final TextClause LARGEST = text("""
                    select * from quickstart_city
                    where country in (:countries)
                    order by population desc, geoname_id
                    limit :count""");

    private static final TextClause BY_COUNTRY = text("""
                    select country, count(*) as cities from quickstart_city
                    group by country
                    order by cities desc, country
                    limit :count""");

    private static final TextClause REMOVE = text("delete from quickstart_city where country = :country");

    private CityTable() {}

    /** Makes the table anew; one that was left by an earlier run is dropped. */
    static CompletionStage<Done> create(AsyncEngine engine) {
        return engine.execute(DROP)
                .thenCompose(dropped -> engine.execute(CREATE))
                .thenCompose(created -> engine.execute(INDEX))
                .thenApply(indexed -> Done.getInstance());
    }

    /** {@return completes with how many cities were inserted} */
    static CompletionStage<Long> insert(AsyncConnection connection, List<City> cities) {
        return connection
                .execute(
                        INSERT.statement(cities.size()),
                        INSERT.parameters(cities.stream().map(CityTable::values).toList()))
                .thenApply(result -> result.rowCount());
    }

    private static List<Object> values(City city) {
        return List.of(
                city.geonameId(),
                city.name(),
                city.country(),
                city.admin1(),
                city.featureCode(),
                city.population(),
                city.latitude(),
                city.longitude());
    }

    /** {@return completes with how many cities there are, as seen by a connection's transaction} */
    static CompletionStage<Long> count(AsyncConnection connection) {
        return connection.scalar(COUNT, Long.class).thenApply(count -> count.orElse(0L));
    }

    /** {@return completes with how many cities there are} */
    static CompletionStage<Long> count(AsyncEngine engine) {
        return engine.connect(CityTable::count);
    }

    /** {@return completes with the largest cities of some countries together, the largest first} */
    static CompletionStage<List<City>> largest(AsyncEngine engine, List<String> countries, int count) {
        return engine.execute(LARGEST, Params.of("countries", countries, "count", count))
                .thenApply(result -> result.into(City.class).all());
    }

    /** {@return completes with the countries of the most cities, and how many they have} */
    static CompletionStage<List<CountryCount>> byCountry(AsyncEngine engine, int count) {
        return engine.execute(BY_COUNTRY, Params.of("count", count))
                .thenApply(result -> result.into(CountryCount.class).all());
    }

    /** {@return completes with how many cities of a country were removed} */
    static CompletionStage<Long> remove(AsyncConnection connection, String country) {
        return connection.execute(REMOVE, Params.of("country", country)).thenApply(result -> result.rowCount());
    }
}
