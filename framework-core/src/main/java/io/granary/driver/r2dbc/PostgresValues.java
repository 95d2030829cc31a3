package io.granary.driver.r2dbc;

import io.granary.driver.SqlNull;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.r2dbc.postgresql.client.Binding;
import io.r2dbc.postgresql.client.EncodedParameter;
import io.r2dbc.postgresql.codec.Codecs;
import io.r2dbc.postgresql.message.Format;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * The values of a statement as they are sent, of the types that the driver's codecs give them. The usual classes are written here; what codecs write of others is kept
 * as bytes, so that nothing has to be released when a statement is never run.
 */
final class PostgresValues {

    /** A Bind counts them in two bytes. */
    private static final int MOST = 0xFFFF;

    private static final int TEXT = 0;
    private static final int BINARY = 1;
    private static final int NULL_LENGTH = -1;
    private static final int UNSPECIFIED = 0;

    /** Values, {@link PostgresArray}s, and the bytes of codecs. */
    private final @Nullable Object[] values;

    private final int[] types;
    private final boolean[] texts;

    private PostgresValues(int width) {
        this.values = new Object[width];
        this.types = new int[width];
        this.texts = new boolean[width];
    }

    /**
     * {@return the values of a set of parameters; empty if one of them is none for the driver, or is read while it is sent}
     *
     * @param binding the set
     * @param codecs the driver's
     */
    static Optional<PostgresValues> of(@Nullable Object[] binding, Codecs codecs) {
        if (binding.length > MOST) {
            return Optional.empty();
        }
        PostgresValues values = new PostgresValues(binding.length);
        try {
            for (int index = 0; index < binding.length; index++) {
                if (!values.put(index, binding[index], codecs)) {
                    return Optional.empty();
                }
            }
        } catch (IllegalArgumentException noCodec) {
            return Optional.empty();
        }
        return Optional.of(values);
    }

    int[] types() {
        return types;
    }

    private boolean put(int index, @Nullable Object value, Codecs codecs) {
        if (value == null) {
            types[index] = UNSPECIFIED;
            return true;
        }
        if (value instanceof SqlNull typed) {
            types[index] = nullType(typed, codecs);
            return true;
        }
        PostgresType<?> usual = PostgresType.find(value.getClass());
        if (usual != null && usual.takes(value)) {
            types[index] = usual.type().getObjectId();
            // Whoever gave bytes may change them, as nobody can the other values.
            values[index] = value instanceof byte[] bytes ? bytes.clone() : value;
            return true;
        }
        Optional<PostgresArray> array = PostgresArray.of(value);
        if (array.isPresent()) {
            types[index] = array.get().arrayType().getObjectId();
            values[index] = array.get();
            return true;
        }
        return encode(index, codecs.encode(PostgresTimes.kept(value)));
    }

    private static int nullType(SqlNull typed, Codecs codecs) {
        try {
            return single(codecs.encodeNull(typed.type())).getParameterTypes()[0];
        } catch (IllegalArgumentException noCodec) {
            return UNSPECIFIED;
        }
    }

    private boolean encode(int index, EncodedParameter parameter) {
        Binding single = single(parameter);
        Publisher<? extends ByteBuf> bytes = single.getParameterValues().get(0);
        if (!(bytes instanceof Callable<?> atHand)) {
            return false;
        }
        types[index] = single.getParameterTypes()[0];
        texts[index] = single.getParameterFormats().get(0) == Format.FORMAT_TEXT;
        values[index] = taken(atHand);
        return true;
    }

    private static Binding single(EncodedParameter parameter) {
        return new Binding(1).add(0, parameter);
    }

    private static byte[] taken(Callable<?> encoded) {
        ByteBuf buffer;
        try {
            buffer = (ByteBuf) encoded.call();
        } catch (RuntimeException refused) {
            throw refused;
        } catch (Exception checked) {
            throw new IllegalArgumentException(checked);
        }
        try {
            return ByteBufUtil.getBytes(buffer);
        } finally {
            buffer.release();
        }
    }

    /** Writes formats and values as a Bind has them. */
    void write(ByteBuf to) {
        to.writeShort(values.length);
        for (boolean text : texts) {
            to.writeShort(text ? TEXT : BINARY);
        }
        to.writeShort(values.length);
        for (Object value : values) {
            write(value, to);
        }
    }

    private static void write(@Nullable Object value, ByteBuf to) {
        if (value == null) {
            to.writeInt(NULL_LENGTH);
        } else if (value instanceof PostgresArray array) {
            array.write(to);
        } else if (value instanceof byte[] bytes) {
            to.writeInt(bytes.length).writeBytes(bytes);
        } else {
            PostgresType<?> usual = PostgresType.find(value.getClass());
            if (usual != null) {
                usual.write(value, to);
            }
        }
    }
}
