package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.sql.Params;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** What suites about copies share. */
final class Copies {

    private Copies() {}

    static List<?> values(int id, String text, List<String> words) {
        return List.of(
                id,
                Short.MIN_VALUE,
                Long.MIN_VALUE,
                new BigDecimal("-9999999999999999.9999"),
                Float.MIN_VALUE,
                Double.NEGATIVE_INFINITY,
                id % 2 == 0,
                text,
                text + text,
                new byte[] {0, 1, (byte) 0xff, '\\', '\n', (byte) id},
                LocalDate.of(2026, 2, 28),
                LocalTime.of(23, 59, 59, 999_999_000),
                LocalDateTime.of(12026, 3, 29, 2, 30, 0, 1000),
                OffsetDateTime.of(2026, 7, 1, 12, 0, 0, 123_456_000, ZoneOffset.UTC),
                Duration.ofDays(400).plusMillis(7).negated(),
                UUID.nameUUIDFromBytes(new byte[] {(byte) id}),
                TypeCompliance.Mood.SAD,
                JsonNodeFactory.instance.objectNode().put("a", text),
                "HELLO",
                List.of(1, -2, 3),
                words);
    }

    static Publisher<ByteBuffer> data(Bench bench, String... parts) {
        return Source.from(Arrays.asList(parts))
                .map(part -> ByteString.fromString(part).toByteBuffer())
                .runWith(
                        org.apache.pekko.stream.javadsl.Sink.asPublisher(
                                org.apache.pekko.stream.javadsl.AsPublisher.WITHOUT_FANOUT),
                        bench.system());
    }

    static List<@Nullable String> names(Bench bench) {
        return Await.value(bench.engine().execute(text("select name from items order by id")))
                .scalars(String.class)
                .all();
    }

    static AsyncEngine one(Bench bench) {
        return bench.engine(bench.options().withPoolSize(1).withMaxOverflow(0));
    }

    /** The connection is the one that it was, and runs other statements in a transaction of their own. */
    static void assertUsable(AsyncConnection connection, long backend) {
        Await.value(connection.rollback());
        Await.value(connection.execute(INSERT, Params.of("id", 100, "name", "behind")));
        Await.value(connection.commit());
        assertThat(backend(connection)).isEqualTo(backend);
    }

    static long backend(AsyncConnection connection) {
        return Await.value(connection.execute(text("select pg_backend_pid()")))
                .scalar(Long.class)
                .orElseThrow();
    }

    static CompletionStage<Long> backendOf(AsyncConnection connection) {
        return connection
                .execute(text("select pg_backend_pid()"))
                .thenApply(result -> result.scalar(Long.class).orElseThrow());
    }
}
