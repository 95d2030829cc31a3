package io.granary.testkit;

import java.time.ZoneOffset;
import java.util.List;

/** MySQL 8 and MariaDB 11, both through the MySQL driver. */
final class MySqlDriverSql implements DriverSql {

    private static final String DIGITS =
            "(select 0 as d union all select 1 union all select 2 union all select 3 union all select 4"
                    + " union all select 5 union all select 6 union all select 7 union all select 8 union all select 9)";

    private final boolean mariaDb;

    MySqlDriverSql(boolean mariaDb) {
        this.mariaDb = mariaDb;
    }

    @Override
    public String marker(int place) {
        return "?";
    }

    @Override
    public String numbers(int count) {
        return "select a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d + 1 as n from " + DIGITS + " a cross join "
                + DIGITS + " b cross join " + DIGITS + " c cross join " + DIGITS + " e cross join " + DIGITS
                + " f order by n limit " + count;
    }

    @Override
    public String failingAfter(int rows) {
        // The inner limit makes the server sort first and compute while it sends. Division by zero is NULL here.
        return "select 9223372036854775807 - " + rows + " + least(n, " + rows + " + 1) as x from (" + numbers(100_000)
                + ") t";
    }

    @Override
    public String slow() {
        return "select sleep(60)";
    }

    @Override
    public String runningSlow() {
        return "select count(*) from information_schema.processlist where info = '" + slow() + "'";
    }

    @Override
    public boolean defaultSeesOthersCommits() {
        return false;
    }

    @Override
    public List<DriverValue> values() {
        return CommonValues.with(
                DriverValue.of("time(6)", "'13:14:15.123456'", CommonValues.time()),
                DriverValue.of("datetime(6)", "'2024-02-29 13:14:15.123456'", CommonValues.MOMENT),
                DriverValue.of(
                        "timestamp(6)", "'2024-02-29 13:14:15.123456'", CommonValues.MOMENT.atZone(ZoneOffset.UTC)),
                DriverValue.of("varbinary(10)", "X'0001feff'", CommonValues.BYTES),
                DriverValue.of("blob", "X'0001feff'", CommonValues.BYTES),
                DriverValue.of("float", "0.5", 0.5f),
                DriverValue.of("json", "'{\"a\": 1}'", "{\"a\": 1}"),
                mariaDb
                        ? DriverValue.of(
                                "uuid",
                                "'00000000-0000-4000-8000-00000000abcd'",
                                "00000000-0000-4000-8000-00000000abcd")
                        : DriverValue.of(
                                "char(36)",
                                "'00000000-0000-4000-8000-00000000abcd'",
                                "00000000-0000-4000-8000-00000000abcd"));
    }

    @Override
    public String called(String type) {
        return switch (type) {
            case "timestamp" -> "timestamp null";
            case "uuid" -> mariaDb ? "uuid" : "char(36)";
            default -> type;
        };
    }
}
