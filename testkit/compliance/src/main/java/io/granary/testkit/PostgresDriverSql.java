package io.granary.testkit;

import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** PostgreSQL. */
final class PostgresDriverSql implements DriverSql {

    @Override
    public String marker(int place) {
        return "$" + place;
    }

    @Override
    public String numbers(int count) {
        return "select n from generate_series(1, " + count + ") n order by n";
    }

    @Override
    public String failingAfter(int rows) {
        return "select 1 / (" + rows + " + 1 - n) from generate_series(1, 100000) n";
    }

    @Override
    public String slow() {
        return "select pg_sleep(60)";
    }

    @Override
    public String runningSlow() {
        return "select count(*) from pg_stat_activity where state = 'active' and query = '" + slow() + "'";
    }

    @Override
    public boolean defaultSeesOthersCommits() {
        return true;
    }

    @Override
    public List<DriverValue> values() {
        String uuid = "00000000-0000-4000-8000-00000000abcd";
        return CommonValues.with(
                DriverValue.of("time", "'13:14:15.123456'", CommonValues.time()),
                DriverValue.of("timestamp", "'2024-02-29 13:14:15.123456'", CommonValues.MOMENT),
                DriverValue.of(
                        "timestamptz", "'2024-02-29 13:14:15.123456+00'", CommonValues.MOMENT.atOffset(ZoneOffset.UTC)),
                DriverValue.of("uuid", "'" + uuid + "'", UUID.fromString(uuid)),
                DriverValue.of("bytea", "'\\x0001feff'", CommonValues.BYTES),
                DriverValue.of("real", "0.5", 0.5f),
                new DriverValue("json", "'{\"a\":1}'", "{\"a\":1}", "%s::json"),
                new DriverValue("jsonb", "'{\"a\": 1}'", "{\"a\": 1}", "%s::jsonb"));
    }

    @Override
    public String called(String type) {
        return switch (type) {
            case "blob" -> "bytea";
            case "timestamp" -> "timestamptz";
            default -> type;
        };
    }
}
