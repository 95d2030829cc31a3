package io.granary.driver.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.r2dbc.postgresql.client.EncodedParameter;
import io.r2dbc.postgresql.codec.Codec;
import io.r2dbc.postgresql.codec.DefaultCodecs;
import io.r2dbc.postgresql.message.Format;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When statements can go below R2DBC's interfaces. */
final class PostgresClientTest {

    private final DefaultCodecs codecs = new DefaultCodecs(new UnpooledByteBufAllocator(false));

    private boolean foreign() {
        return new PostgresClient(new ScriptedClient(), codecs).hasForeignCodecs();
    }

    @Test
    void theDriversCodecsAndTheEnginesAreNotForeign() {
        assertThat(foreign()).isFalse();
        codecs.addFirst(new PostgresIntervals());
        assertThat(foreign()).isFalse();
    }

    /** One may be for a class that is read and written without codecs. */
    @Test
    void codecsOfTheProgramsAreForeignWhereverTheyStand() {
        codecs.addLast(new Ids());
        assertThat(foreign()).isTrue();
    }

    private static final class Ids implements Codec<UUID> {

        @Override
        public boolean canDecode(int dataType, Format format, Class<?> type) {
            return false;
        }

        @Override
        public boolean canEncode(Object value) {
            return value instanceof UUID;
        }

        @Override
        public boolean canEncodeNull(Class<?> type) {
            return false;
        }

        @Override
        public @Nullable UUID decode(
                @Nullable ByteBuf buffer, int dataType, Format format, Class<? extends UUID> type) {
            return null;
        }

        @Override
        public EncodedParameter encode(Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public EncodedParameter encode(Object value, int dataType) {
            throw new UnsupportedOperationException();
        }

        @Override
        public EncodedParameter encodeNull() {
            throw new UnsupportedOperationException();
        }
    }
}
