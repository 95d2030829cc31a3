package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.stream.SqlSource;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Database(DatabaseKind.POSTGRESQL)
class PostgresStreamIT implements StreamCompliance, LaneCompliance {

    private static final long MEGABYTE = 1L << 20;

    /** Each would leave some 20 KiB behind: the driver fetches ahead, and forgets what it has when it is cancelled. */
    @Test
    @Tag("F31")
    void streamsThatAreGivenUpLeaveNoBuffersBehind(Bench bench) {
        AsyncEngine fetching =
                bench.engine().withOptions(ExecutionOptions.none().withFetchSize(100));
        long before = 0;
        for (int number = 0; number < 800; number++) {
            Await.value(SqlSource.of(
                            fetching,
                            text("select i, 'some words to fill a row' as words from generate_series(1, 2000) g (i)"))
                    .take(5)
                    .runWith(Sink.ignore(), bench.system()));
            if (number == 100) {
                before = buffers();
            }
        }
        assertThat(buffers() - before).isLessThan(5 * MEGABYTE);
    }

    /** As the server itself has it. */
    @Test
    void theTagsOfAStreamReachTheServer(Bench bench) {
        AsyncEngine tagged = bench.engine().withOptions(ExecutionOptions.none().withTag("job", "nightly"));

        assertThat(Numbered.all(bench, SqlSource.of(tagged, text("select current_query()"))))
                .singleElement()
                .satisfies(row -> assertThat(row.get(0, String.class)).contains("/* job=nightly */"));
    }

    private static long buffers() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }
}
