package io.granary.driver.r2dbc;

import io.netty.buffer.ByteBuf;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An array of one dimension, as {@code array_recv} of the server reads it: dimensions, whether there are NULLs, the type of the elements, how many there are and from
 * which number they are counted, and each behind its length.
 */
final class PostgresArray {

    private static final int FIRST = 1;
    private static final int NULL_LENGTH = -1;

    private final @Nullable Object[] elements;
    private final PostgresType<?> type;

    private PostgresArray(@Nullable Object[] elements, PostgresType<?> type) {
        this.elements = elements;
        this.type = type;
    }

    /** {@return an array whose elements can all be written so, else empty} */
    static Optional<PostgresArray> of(Object value) {
        if (!(value instanceof Object[] elements)) {
            return Optional.empty();
        }
        PostgresType<?> type = PostgresType.find(value.getClass().getComponentType());
        if (type == null) {
            return Optional.empty();
        }
        for (Object element : elements) {
            if (element != null && !type.takes(element)) {
                return Optional.empty();
            }
        }
        return Optional.of(new PostgresArray(elements, type));
    }

    /** {@return the server's type of it} */
    PostgresqlObjectId arrayType() {
        return type.array();
    }

    /** Writes it behind its length. */
    void write(ByteBuf to) {
        int start = to.writerIndex();
        to.writeInt(0);
        to.writeInt(elements.length == 0 ? 0 : 1);
        int nulls = to.writerIndex();
        to.writeInt(0);
        to.writeInt(type.element().getObjectId());
        if (elements.length > 0) {
            to.writeInt(elements.length).writeInt(FIRST);
            if (writeElements(to)) {
                to.setInt(nulls, 1);
            }
        }
        to.setInt(start, to.writerIndex() - start - Integer.BYTES);
    }

    private boolean writeElements(ByteBuf to) {
        boolean nulls = false;
        for (Object element : elements) {
            if (element == null) {
                nulls = true;
                to.writeInt(NULL_LENGTH);
            } else {
                type.write(element, to);
            }
        }
        return nulls;
    }
}
