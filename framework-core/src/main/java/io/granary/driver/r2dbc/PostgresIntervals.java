package io.granary.driver.r2dbc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.client.EncodedParameter;
import io.r2dbc.postgresql.codec.Codec;
import io.r2dbc.postgresql.codec.CodecRegistry;
import io.r2dbc.postgresql.codec.Interval;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.postgresql.extension.CodecRegistrar;
import io.r2dbc.postgresql.message.Format;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Reads intervals that come in binary, as they do when a statement has parameters: the driver's own codec takes them for text whatever they
 * come in. Binary, an interval is microseconds (8 bytes), days and months (4 bytes each): {@code interval_send} of the server.
 */
final class PostgresIntervals implements CodecRegistrar, Codec<Interval> {

    @Override
    public Publisher<Void> register(
            PostgresqlConnection connection, ByteBufAllocator allocator, CodecRegistry registry) {
        registry.addFirst(this);
        return Mono.empty();
    }

    @Override
    public boolean canDecode(int dataType, Format format, Class<?> type) {
        return dataType == PostgresqlObjectId.INTERVAL.getObjectId()
                && format == Format.FORMAT_BINARY
                && type.isAssignableFrom(Interval.class);
    }

    @Override
    public @Nullable Interval decode(
            @Nullable ByteBuf buffer, int dataType, Format format, Class<? extends Interval> type) {
        if (buffer == null) {
            return null;
        }
        Duration time = Duration.of(buffer.readLong(), ChronoUnit.MICROS);
        int days = buffer.readInt();
        int months = buffer.readInt();
        return Interval.of(Period.of(0, months, days).normalized(), time);
    }

    @Override
    public boolean canEncode(Object value) {
        return false;
    }

    @Override
    public boolean canEncodeNull(Class<?> type) {
        return false;
    }

    @Override
    public EncodedParameter encode(Object value) {
        throw onlyReads();
    }

    @Override
    public EncodedParameter encode(Object value, int dataType) {
        throw onlyReads();
    }

    @Override
    public EncodedParameter encodeNull() {
        throw onlyReads();
    }

    private static UnsupportedOperationException onlyReads() {
        return new UnsupportedOperationException("reads intervals only");
    }
}
