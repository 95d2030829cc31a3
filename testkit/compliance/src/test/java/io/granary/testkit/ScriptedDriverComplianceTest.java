package io.granary.testkit;

import io.granary.driver.Driver;
import io.granary.testkit.fixtures.ScriptedAnswer;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The scripted driver keeps the port's rules about lives and rows. */
class ScriptedDriverComplianceTest implements DriverLifeCompliance, DriverRowCompliance {

    @Override
    public Driver driver() {
        ScriptedDriver driver = ScriptedDriver.named("PostgreSQL");
        for (int count : List.of(1, 3, 5, 20, 25, 30, 100, 1000, 100_000)) {
            driver.on(sql().numbers(count)).gives(numbers(count));
        }
        driver.onContaining("as a, t.n as b, t.n as a")
                .gives(ScriptedAnswer.rows(
                        List.of("a", "b", "a"),
                        IntStream.rangeClosed(1, 12)
                                .mapToObj(n -> List.of(n, n, n))
                                .toList()));
        return driver;
    }

    private static ScriptedAnswer numbers(int count) {
        return ScriptedAnswer.rows(
                List.of("n"),
                IntStream.rangeClosed(1, count).mapToObj(n -> List.of(n)).toList());
    }

    @Override
    public DriverSql sql() {
        return new PostgresDriverSql();
    }

    @Override
    public Set<DriverFeature> features() {
        return Set.of();
    }
}
