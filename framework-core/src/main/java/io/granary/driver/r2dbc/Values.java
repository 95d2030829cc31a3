package io.granary.driver.r2dbc;

import io.r2dbc.spi.Blob;
import io.r2dbc.spi.Clob;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Turns what every driver may decode to into plain Java values: bytes for buffers, text for character data. */
final class Values {

    private Values() {}

    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        if (value instanceof Clob || value instanceof Blob) {
            // A locator is read by further round trips, which a row being decoded cannot make: no driver here gives one
            // by default.
            throw new IllegalStateException(
                    "the driver gave a locator, " + value.getClass().getSimpleName());
        }
        return value;
    }
}
