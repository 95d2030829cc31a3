package io.granary.driver.r2dbc;

import io.netty.buffer.ByteBufAllocator;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.client.EncodedParameter;
import io.r2dbc.postgresql.codec.Codec;
import io.r2dbc.postgresql.codec.CodecRegistry;
import io.r2dbc.postgresql.extension.CodecRegistrar;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Reads what the driver's own codecs misread, ahead of them, and writes nothing. */
abstract class PostgresReader<T> implements CodecRegistrar, Codec<T> {

    @Override
    public final Publisher<Void> register(
            PostgresqlConnection connection, ByteBufAllocator allocator, CodecRegistry registry) {
        registry.addFirst(this);
        return Mono.empty();
    }

    @Override
    public final boolean canEncode(Object value) {
        return false;
    }

    @Override
    public final boolean canEncodeNull(Class<?> type) {
        return false;
    }

    @Override
    public final EncodedParameter encode(Object value) {
        throw onlyReads();
    }

    @Override
    public final EncodedParameter encode(Object value, int dataType) {
        throw onlyReads();
    }

    @Override
    public final EncodedParameter encodeNull() {
        throw onlyReads();
    }

    private UnsupportedOperationException onlyReads() {
        return new UnsupportedOperationException(getClass().getSimpleName() + " only reads");
    }
}
