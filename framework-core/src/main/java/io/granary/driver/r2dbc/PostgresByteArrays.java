package io.granary.driver.r2dbc;

import io.netty.buffer.ByteBuf;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.postgresql.message.Format;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads arrays of bytes, for which the driver has no codec: what it gives are the texts of their elements. Binary, an array is how many dimensions it has, whether
 * there are NULLs and the type of its elements (4 bytes each), the length of each dimension and where it begins (4 bytes each), and the elements behind their lengths:
 * {@code array_send} of the server.
 */
final class PostgresByteArrays extends PostgresReader<Object> {

    @Override
    public boolean canDecode(int dataType, Format format, Class<?> type) {
        return dataType == PostgresqlObjectId.BYTEA_ARRAY.getObjectId() && type.isAssignableFrom(byte[][].class);
    }

    @Override
    public @Nullable Object decode(
            @Nullable ByteBuf buffer, int dataType, Format format, Class<? extends Object> type) {
        if (buffer == null) {
            return null;
        }
        return format == Format.FORMAT_BINARY
                ? binary(buffer)
                : new PostgresByteArrayText(buffer.toString(StandardCharsets.US_ASCII)).read();
    }

    static Object binary(ByteBuf value) {
        int[] lengths = new int[value.readInt()];
        value.skipBytes(2 * Integer.BYTES);
        for (int dimension = 0; dimension < lengths.length; dimension++) {
            lengths[dimension] = value.readInt();
            value.skipBytes(Integer.BYTES);
        }
        if (lengths.length == 0) {
            return new byte[0][];
        }
        Object array = Array.newInstance(byte[].class, lengths);
        fill((Object[]) array, lengths.length, value);
        return array;
    }

    private static void fill(@Nullable Object[] array, int dimensions, ByteBuf from) {
        for (int index = 0; index < array.length; index++) {
            if (dimensions > 1 && array[index] instanceof Object[] inner) {
                fill(inner, dimensions - 1, from);
            } else {
                array[index] = element(from);
            }
        }
    }

    private static byte @Nullable [] element(ByteBuf from) {
        int length = from.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        from.readBytes(bytes);
        return bytes;
    }
}
