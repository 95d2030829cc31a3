package io.granary.testkit;

import java.util.List;

/** SQLite 3. A query's rows are computed as they are read. */
final class SqliteDriverSql implements DriverSql {

    @Override
    public String marker(int place) {
        return "?";
    }

    @Override
    public String numbers(int count) {
        return "with recursive port_numbers (n) as (select 1 union all select n + 1 from port_numbers where n < "
                + count + ") select n from port_numbers";
    }

    /** The smallest of the whole numbers has no absolute value. */
    @Override
    public String failingAfter(int rows) {
        return "with recursive port_numbers (n) as (select 1 union all select n + 1 from port_numbers where n < 100000)"
                + " select abs(case when n > " + rows + " then -9223372036854775808 else n end) from port_numbers";
    }

    @Override
    public String slow() {
        return "with recursive port_slow (n) as (select 1 union all select n + 1 from port_slow where n < 1000000000)"
                + " select count(*) from port_slow";
    }

    /** Nobody counts the statements of a file. */
    @Override
    public String runningSlow() {
        return "select 1";
    }

    @Override
    public boolean defaultSeesOthersCommits() {
        return false;
    }

    @Override
    public List<DriverValue> values() {
        return List.of(
                DriverValue.of("integer", "-2147483648", Integer.MIN_VALUE),
                DriverValue.of("bigint", "9223372036854775807", Long.MAX_VALUE),
                DriverValue.of("double precision", "0.1", 0.1d),
                DriverValue.of("varchar(20)", "'häuser ✓'", "häuser ✓"),
                DriverValue.of("text", "'long ✓'", "long ✓"),
                DriverValue.of("blob", "X'0001feff'", CommonValues.BYTES));
    }

    @Override
    public String called(String type) {
        return type;
    }
}
