package io.granary.testkit;

import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** H2 2.4. It computes a result as a whole, so a failing query fails before its first row. */
final class H2DriverSql implements DriverSql {

    @Override
    public String marker(int place) {
        return "$" + place;
    }

    @Override
    public String numbers(int count) {
        return "select cast(x as integer) as n from system_range(1, " + count + ") order by x";
    }

    @Override
    public String failingAfter(int rows) {
        return "select 1 / (" + rows + " + 1 - x) from system_range(1, 100000)";
    }

    @Override
    public String slow() {
        return "select count(*) from system_range(1, 1000000000000)";
    }

    @Override
    public String runningSlow() {
        return "select 0";
    }

    @Override
    public boolean defaultSeesOthersCommits() {
        return true;
    }

    @Override
    public List<DriverValue> values() {
        String uuid = "00000000-0000-4000-8000-00000000abcd";
        return CommonValues.with(
                DriverValue.of("time(6)", "'13:14:15.123456'", CommonValues.time()),
                DriverValue.of("timestamp(6)", "'2024-02-29 13:14:15.123456'", CommonValues.MOMENT),
                DriverValue.of(
                        "timestamp(6) with time zone",
                        "'2024-02-29 13:14:15.123456+00:00'",
                        CommonValues.MOMENT.atOffset(ZoneOffset.UTC)),
                DriverValue.of("uuid", "'" + uuid + "'", UUID.fromString(uuid)),
                DriverValue.of("varbinary(10)", "X'0001feff'", CommonValues.BYTES),
                DriverValue.of("blob", "X'0001feff'", CommonValues.BYTES),
                DriverValue.of("real", "0.5", 0.5f),
                new DriverValue("json", "json '{\"a\":1}'", "{\"a\":1}", "%s format json"));
    }

    @Override
    public String called(String type) {
        return type.equals("timestamp") ? "timestamp null" : type;
    }
}
