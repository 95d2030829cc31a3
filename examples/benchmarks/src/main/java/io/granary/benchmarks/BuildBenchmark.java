package io.granary.benchmarks;

import static io.granary.sql.Sql.select;
import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.TEXT;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.granary.dialect.Dialects;
import io.granary.dialect.render.CompilerOptions;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.engine.internal.compile.StatementCompiler;
import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.sql.Select;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A query of three joins and five values, built anew and brought to its text and values, beside jOOQ's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class BuildBenchmark {

    private static final class City extends Table {
        private final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey());
        private final Column<String> name = column("name", TEXT);
        private final Column<Long> stateId = column("state_id", BIG_INTEGER);
        private final Column<Long> people = column("people", BIG_INTEGER);

        private City() {
            super("city");
        }
    }

    private static final class StateTable extends Table {
        private final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey());
        private final Column<String> name = column("name", TEXT);
        private final Column<Long> countryId = column("country_id", BIG_INTEGER);

        private StateTable() {
            super("state");
        }
    }

    private static final class Country extends Table {
        private final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey());
        private final Column<String> name = column("name", TEXT);
        private final Column<Long> regionId = column("region_id", BIG_INTEGER);

        private Country() {
            super("country");
        }
    }

    private static final class Region extends Table {
        private final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey());
        private final Column<String> name = column("name", TEXT);

        private Region() {
            super("region");
        }
    }

    private static final City CITY = new City();
    private static final StateTable STATE = new StateTable();
    private static final Country COUNTRY = new Country();
    private static final Region REGION = new Region();

    private static final org.jooq.Table<Record> CITIES = table(name("city"));
    private static final org.jooq.Table<Record> STATES = table(name("state"));
    private static final org.jooq.Table<Record> COUNTRIES = table(name("country"));
    private static final org.jooq.Table<Record> REGIONS = table(name("region"));
    private static final Field<String> CITY_NAME = field(name("city", "name"), String.class);
    private static final Field<Long> CITY_ID = field(name("city", "id"), Long.class);
    private static final Field<Long> CITY_STATE = field(name("city", "state_id"), Long.class);
    private static final Field<Long> CITY_PEOPLE = field(name("city", "people"), Long.class);
    private static final Field<Long> STATE_ID = field(name("state", "id"), Long.class);
    private static final Field<String> STATE_NAME = field(name("state", "name"), String.class);
    private static final Field<Long> STATE_COUNTRY = field(name("state", "country_id"), Long.class);
    private static final Field<Long> COUNTRY_ID = field(name("country", "id"), Long.class);
    private static final Field<String> COUNTRY_NAME = field(name("country", "name"), String.class);
    private static final Field<Long> COUNTRY_REGION = field(name("country", "region_id"), Long.class);
    private static final Field<Long> REGION_ID = field(name("region", "id"), Long.class);
    private static final Field<String> REGION_NAME = field(name("region", "name"), String.class);

    private final StatementCompiler compiler = StatementCompiler.of(CompilerOptions.of(Dialects.named("postgresql")));
    private final DSLContext jooq = DSL.using(SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
    private long people = 1000;

    private Select<String> build(long least) {
        return select(CITY.name, STATE.name, COUNTRY.name)
                .from(CITY)
                .join(STATE, STATE.id.eq(CITY.stateId))
                .join(COUNTRY, COUNTRY.id.eq(STATE.countryId))
                .join(REGION, REGION.id.eq(COUNTRY.regionId))
                .where(CITY.people.gt(least))
                .where(COUNTRY.name.eq("India"))
                .where(REGION.name.eq("Asia"))
                .where(CITY.id.between(5L, 500_000L))
                .orderBy(CITY.people.desc());
    }

    /** Built, and its text taken from the cache with its values. */
    @Benchmark
    public BoundStatement granary() {
        return compiler.compile(build(people++), List.of());
    }

    /** Built only. */
    @Benchmark
    public Select<String> granaryBuilt() {
        return build(people++);
    }

    /** Built and rendered by jOOQ, with its values. */
    @Benchmark
    public void jooq(Blackhole blackhole) {
        var query = jooq.select(CITY_NAME, STATE_NAME, COUNTRY_NAME)
                .from(CITIES)
                .join(STATES)
                .on(STATE_ID.eq(CITY_STATE))
                .join(COUNTRIES)
                .on(COUNTRY_ID.eq(STATE_COUNTRY))
                .join(REGIONS)
                .on(REGION_ID.eq(COUNTRY_REGION))
                .where(CITY_PEOPLE.gt(people++))
                .and(COUNTRY_NAME.eq("India"))
                .and(REGION_NAME.eq("Asia"))
                .and(CITY_ID.between(5L, 500_000L))
                .orderBy(CITY_PEOPLE.desc());
        blackhole.consume(query.getSQL());
        blackhole.consume(query.getBindValues());
    }
}
