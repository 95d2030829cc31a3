package io.granary.testkit;

import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.Row;
import io.granary.schema.Table;
import io.granary.sql.Params;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.type.Types;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values of all types, and what only PostgreSQL has: NULL within arrays, and arrays of arrays. */
@Database(DatabaseKind.POSTGRESQL)
class PostgresTypeIT implements TypeCompliance {

    /** Writes a value alone and in several sets, which go another way, and reads it as a text and in binary. */
    private static List<@Nullable Object> there(Bench bench, String type, Object value) {
        // Of another name for each type: a text that is prepared keeps to the types of its columns.
        String table = "there_" + type.replace("[]", "s");
        bench.sql().run("drop table if exists " + table, "create table " + table + " (id integer, v " + type + ")");
        AsyncConnection connection = bench.connection();
        var insert = text("insert into " + table + " values (:id, :v)");
        Await.value(connection.execute(insert, Params.of("id", 1, "v", value)));
        Await.value(
                connection.execute(insert, List.of(Params.of("id", 2, "v", value), Params.of("id", 3, "v", value))));
        List<@Nullable Object> back = new ArrayList<>();
        for (Row row : Await.value(connection.execute(text("select v from " + table + " order by id")))
                .all()) {
            back.add(row.get(0));
        }
        for (Row row : Await.value(connection.execute(
                        text("select v from " + table + " where id < :n order by id"), Params.of("n", 9)))
                .all()) {
            back.add(row.get(0));
        }
        Await.value(connection.rollback());
        Await.value(connection.close());
        assertThat(back).hasSize(6);
        return back;
    }

    @Test
    void bytesWithinArraysAreWhatTheyWere(Bench bench) {
        byte[] all = new byte[256];
        for (int each = 0; each < all.length; each++) {
            all[each] = (byte) each;
        }
        List<byte @Nullable [][]> values = List.of(new byte[][] {{1, -1}, {}}, new byte[][] {}, new byte[][] {
            all, null, "NULL,\"}{\\".getBytes(StandardCharsets.UTF_8)
        });
        for (byte[][] value : values) {
            assertThat(there(bench, "bytea[]", value))
                    .allSatisfy(back ->
                            assertThat(back).isInstanceOf(byte[][].class).isEqualTo(value));
        }
    }

    @Test
    void bytesAreReadInEachFormThatTheServerWrites(Bench bench) {
        AsyncConnection connection = bench.connection();
        String arrays = "select '[0:1]={\"\\\\x01ff\",NULL}'::bytea[], '{{a,\"\\\\x00\"},{\"\",\"\\\\x5c\"}}'::bytea[]";
        for (String form : new String[] {"hex", "escape"}) {
            Await.value(connection.execute(text("set local bytea_output = " + form)));
            for (Row row : List.of(
                    Await.value(connection.execute(text(arrays))).one(),
                    Await.value(connection.execute(text(arrays + " where 1 = :n"), Params.of("n", 1)))
                            .one())) {
                assertThat(row.get(0)).as(form).isEqualTo(new byte[][] {{1, -1}, null});
                assertThat(row.get(1)).as(form).isEqualTo(new byte[][][] {{{'a'}, {0}}, {{}, {'\\'}}});
            }
        }
    }

    /** The server would round texts of them, to 24:00 and to the next year. */
    @Test
    void whatIsFinerThanAMicrosecondIsCut(Bench bench) {
        LocalDateTime last = LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_999);
        LocalDateTime kept = last.withNano(999_999_000);
        LocalTime time = kept.toLocalTime();
        assertThat(there(bench, "time", LocalTime.MAX)).containsOnly(time);
        assertThat(there(bench, "time[]", new LocalTime[] {LocalTime.MAX, null}))
                .allSatisfy(back -> assertThat(back).isEqualTo(new LocalTime[] {time, null}));
        assertThat(there(bench, "timetz", last.toLocalTime().atOffset(ZoneOffset.ofHours(-2))))
                .containsOnly(time.atOffset(ZoneOffset.ofHours(-2)));
        assertThat(there(bench, "timestamp", last)).containsOnly(kept);
        assertThat(there(bench, "timestamp[]", new LocalDateTime[] {last}))
                .allSatisfy(back -> assertThat(back).isEqualTo(new LocalDateTime[] {kept}));
        // Which go another way, for no form of theirs is known here.
        assertThat(there(bench, "timestamp", last.withYear(12_000))).containsOnly(kept.withYear(12_000));
        assertThat(there(bench, "timestamptz", last.atZone(ZoneOffset.UTC)))
                .extracting(back -> ((OffsetDateTime) back).toInstant())
                .containsOnly(kept.toInstant(ZoneOffset.UTC));
        assertThat(there(bench, "timestamptz", last.atOffset(ZoneOffset.UTC)))
                .extracting(back -> ((OffsetDateTime) back).toInstant())
                .containsOnly(kept.toInstant(ZoneOffset.UTC));
        assertThat(there(bench, "timestamptz", last.toInstant(ZoneOffset.UTC)))
                .extracting(back -> ((OffsetDateTime) back).toInstant())
                .containsOnly(kept.toInstant(ZoneOffset.UTC));
    }

    @Test
    void theEndOfADayThatOthersWroteIsRead(Bench bench) {
        AsyncConnection connection = bench.connection();
        String times = "select '24:00'::time, array['24:00'::time]";
        for (Row row : List.of(
                Await.value(connection.execute(text(times))).one(),
                Await.value(connection.execute(text(times + " where 1 = :n"), Params.of("n", 1)))
                        .one())) {
            assertThat(row.get(0)).isEqualTo(LocalTime.MAX);
            assertThat(row.get(1)).isEqualTo(new LocalTime[] {LocalTime.MAX});
        }
    }

    /** It refuses one of 16 hours or more. */
    @Test
    void momentsAreKeptWhateverTheirOffset(Bench bench) {
        for (ZoneOffset offset : new ZoneOffset[] {ZoneOffset.MIN, ZoneOffset.MAX, ZoneOffset.ofHours(16)}) {
            OffsetDateTime moment = OffsetDateTime.of(2024, 5, 1, 0, 0, 0, 0, offset);
            assertThat(there(bench, "timestamptz", moment))
                    .extracting(back -> ((OffsetDateTime) back).toInstant())
                    .containsOnly(moment.toInstant());
            assertThat(there(bench, "timestamptz[]", new OffsetDateTime[] {moment, null}))
                    .extracting(back -> ((Instant[]) back)[0])
                    .containsOnly(moment.toInstant());
        }
    }

    @Test
    void whatIsSentAsTextIsNullWithinArraysToo(Bench bench) {
        Table table = Table.of("lengths", columns -> {
            columns.column("id", Types.INTEGER, c -> c.primaryKey());
            columns.column("v", Types.array(Types.INTERVAL));
        });
        bench.table(table);
        List<@Nullable Duration> lengths = Arrays.asList(Duration.ofDays(-400).plusMillis(7), null);
        AsyncConnection connection = bench.connection();
        Await.value(connection.execute(
                insert(table), List.of(Params.of("id", 1, "v", lengths), Params.of("id", 2, "v", null))));
        Await.value(connection.execute(insert(table), Params.of("id", 3, "v", lengths)));
        Await.value(connection.execute(insert(table), Params.of("id", 4, "v", null)));

        assertThat(Await.value(connection.execute(select(table.column("v")).orderBy(table.column("id"))))
                        .scalars(List.class)
                        .all())
                .isEqualTo(Arrays.asList(lengths, null, lengths, null));
        assertThat(Await.value(connection.execute(select(table.column("id"))
                                .where(table.column("v", List.class).eq(lengths))
                                .orderBy(table.column("id"))))
                        .scalars(Integer.class)
                        .all())
                .containsExactly(1, 3);
    }
}
