package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Row;
import io.granary.sql.TextClause;
import io.granary.stream.AsyncResult;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long a connection is busy that gave up a large result at its first row. Tells the times, and checks none: {@code mvn -B verify -Psoak}. The
 * figures are in docs/performance.md.
 */
@Tag("load")
class CancelSpeedIT {

    @Nested
    @Database(DatabaseKind.POSTGRESQL)
    class OnPostgres implements CancelSpeed {}

    @Nested
    @Database(DatabaseKind.MARIADB)
    class OnMariaDb implements CancelSpeed {}

    @Nested
    @Database(DatabaseKind.MYSQL)
    class OnMySql implements CancelSpeed {}

    /** Outside of a transaction, where what is on its way may be dropped unread. */
    interface CancelSpeed extends OnBench {

        int WARM_UP = 5;
        int ROUNDS = 21;
        double NANOS = 1_000_000;

        /** Two million rows. */
        TextClause ROWS = text("select a.d as n, 'some words to fill a row' as words from digits a, digits b, digits c,"
                + " digits e, digits f, digits g, (select 1 as x union all select 2) h");

        @Test
        @Tag("F31")
        default void aConnectionIsUsableAgainSoonAfterItsFirstOfTwoMillionRows(Bench bench) {
            StreamFaultCompliance.write(bench);
            bench.mainEngine(bench.options().withCancelGrace(Duration.ofSeconds(20)));
            AsyncConnection connection =
                    bench.connection().withOptions(ExecutionOptions.none().autocommit());
            long session = bench.session(connection);
            double[] millis = new double[ROUNDS];
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                AsyncResult<Row> result = AsyncResult.of(connection, ROWS);
                assertThat(Await.value(result.fetchOne())).isPresent();

                long cancelled = System.nanoTime();
                Await.value(result.close());
                assertThat(Await.value(connection.scalar(text("select 1"), Integer.class)))
                        .contains(1);

                if (round >= 0) {
                    millis[round] = (System.nanoTime() - cancelled) / NANOS;
                }
            }
            assertThat(bench.session(connection)).isEqualTo(session);
            Arrays.sort(millis);
            System.out.printf(
                    Locale.ROOT,
                    "%s: usable again after %.1f ms (median), %.1f ms (nine of ten), %.1f ms (all) of %d rounds%n",
                    bench.database().kind(),
                    millis[ROUNDS / 2],
                    millis[ROUNDS * 9 / 10],
                    millis[ROUNDS - 1],
                    ROUNDS);
        }
    }
}
