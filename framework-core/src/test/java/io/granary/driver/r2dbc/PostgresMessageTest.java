package io.granary.driver.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.r2dbc.postgresql.codec.DefaultCodecs;
import io.r2dbc.postgresql.message.Format;
import io.r2dbc.postgresql.message.backend.RowDescription;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The bytes of messages, as "Message Formats" in PostgreSQL's documentation has them. */
final class PostgresMessageTest {

    private static final UnpooledByteBufAllocator MEMORY = new UnpooledByteBufAllocator(false);

    private static String bytes(PostgresMessage message) {
        ByteBuf sent = Mono.from(message.encode(MEMORY)).blockOptional().orElseThrow();
        try {
            return ByteBufUtil.hexDump(sent);
        } finally {
            sent.release();
        }
    }

    /** Parts as the documentation lists them: words end with 0, numbers are written in hexadecimal. */
    private static String form(String kind, String... parts) {
        StringBuilder body = new StringBuilder();
        for (String part : parts) {
            body.append(
                    part.startsWith("'")
                            ? ByteBufUtil.hexDump(part.substring(1).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                    + "00"
                            : part);
        }
        return ByteBufUtil.hexDump(kind.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                + String.format(Locale.ROOT, "%08x", 4 + body.length() / 2)
                + body;
    }

    private static PostgresValues values(@Nullable Object... values) {
        return PostgresValues.of(values, new DefaultCodecs(MEMORY)).orElseThrow();
    }

    @Test
    void parseNamesATextAndTheTypesOfItsValues() {
        assertThat(bytes(new PostgresMessage().parse("G_1", "select $1 'ä'", new int[] {20, 0, 1043})))
                .isEqualTo(form("P", "'G_1", "'select $1 'ä'", "0003", "00000014", "00000000", "00000413"));
        assertThat(bytes(new PostgresMessage().parse("", "", new int[0]))).isEqualTo(form("P", "'", "'", "0000"));
    }

    @Test
    void bindGivesValuesAndAsksForTextsWhileTheColumnsAreUnknown() {
        assertThat(bytes(new PostgresMessage().bind("G_1", values(7, "ü", null, true), PostgresColumns.UNKNOWN)))
                .isEqualTo(form(
                        "B",
                        "'",
                        "'G_1",
                        "0004",
                        "0001",
                        "0001",
                        "0001",
                        "0001",
                        "0004",
                        "00000004",
                        "00000007",
                        "00000002",
                        "c3bc",
                        "ffffffff",
                        "00000001",
                        "01",
                        "0000"));
        assertThat(bytes(new PostgresMessage().bind("", values(), PostgresColumns.NONE)))
                .isEqualTo(form("B", "'", "'", "0000", "0000", "0000"));
    }

    @Test
    void bindAsksInBinaryForWhatIsReadInBinary() {
        assertThat(bytes(new PostgresMessage().bind("", values(), best(23, 25))))
                .isEqualTo(form("B", "'", "'", "0000", "0000", "0001", "0001"));
        assertThat(bytes(new PostgresMessage().bind("", values(), best(23, 3904, 25))))
                .as("a range is asked for as a text")
                .isEqualTo(form("B", "'", "'", "0000", "0000", "0003", "0001", "0000", "0001"));
    }

    private static PostgresColumns best(int... types) {
        return PostgresColumns.best(
                new RowDescription(Arrays.stream(types)
                        .mapToObj(type ->
                                new RowDescription.Field((short) 0, type, -1, (short) -1, Format.FORMAT_TEXT, "a", 0))
                        .toList()),
                new DefaultCodecs(MEMORY));
    }

    @Test
    void describeAsksForThePortalOrForAText() {
        assertThat(bytes(new PostgresMessage().describe())).isEqualTo(form("D", "50", "'"));
        assertThat(bytes(new PostgresMessage().describeStatement("G_1"))).isEqualTo(form("D", "53", "'G_1"));
    }

    @Test
    void executeAsksForSoManyRows() {
        assertThat(bytes(new PostgresMessage().execute(0))).isEqualTo(form("E", "'", "00000000"));
        assertThat(bytes(new PostgresMessage().execute(1000))).isEqualTo(form("E", "'", "000003e8"));
    }

    @Test
    void closeEndsPortalsAndStatements() {
        assertThat(bytes(new PostgresMessage().closePortal())).isEqualTo(form("C", "50", "'"));
        assertThat(bytes(new PostgresMessage().closeStatement("G_12"))).isEqualTo(form("C", "53", "'G_12"));
    }

    @Test
    void flushSyncAndCopyFailAreAsDocumented() {
        assertThat(bytes(new PostgresMessage().flush())).isEqualTo(form("H"));
        assertThat(bytes(new PostgresMessage().sync())).isEqualTo(form("S"));
        assertThat(bytes(new PostgresMessage().copyFail("no"))).isEqualTo(form("f", "'no"));
    }

    @Test
    void severalGoOutInOneBufferInOrder() {
        assertThat(bytes(new PostgresMessage()
                        .closeStatement("G_1")
                        .parse("G_2", "select 1", new int[0])
                        .bind("G_2", values(), PostgresColumns.UNKNOWN)
                        .describe()
                        .execute(0)
                        .sync()))
                .isEqualTo(form("C", "53", "'G_1")
                        + form("P", "'G_2", "'select 1", "0000")
                        + form("B", "'", "'G_2", "0000", "0000", "0000")
                        + form("D", "50", "'")
                        + form("E", "'", "00000000")
                        + form("S"));
    }

    @Test
    void aTextLongerThanTheUsualBufferIsSentWhole() {
        String sql = "select '" + "ä".repeat(10_000) + "'";
        assertThat(bytes(new PostgresMessage().parse("G_1", sql, new int[0])))
                .isEqualTo(form("P", "'G_1", "'" + sql, "0000"));
    }

    @Test
    void aTextWithTheCharacter0IsRefusedBeforeAnythingIsSent() {
        PostgresMessage message = new PostgresMessage();
        assertThatThrownBy(() -> message.parse("G_1", "select '\0'", new int[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("character 0");
        assertThat(bytes(message.sync())).isEqualTo(form("S"));
    }
}
