package io.granary.driver.r2dbc;

import io.netty.buffer.ByteBuf;
import io.r2dbc.postgresql.codec.Interval;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.postgresql.message.Format;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads intervals that come in binary, as they do when a statement has parameters: the driver's own codec takes them for text whatever they
 * come in. Binary, an interval is microseconds (8 bytes), days and months (4 bytes each): {@code interval_send} of the server.
 */
final class PostgresIntervals extends PostgresReader<Interval> {

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
}
