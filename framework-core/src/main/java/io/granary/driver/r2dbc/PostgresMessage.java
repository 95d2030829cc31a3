package io.granary.driver.r2dbc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.r2dbc.postgresql.message.frontend.FrontendMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Messages of the extended query protocol that go out together, in one buffer: a statement with all that it needs is one write and one packet. The forms are those of
 * "Message Formats" in PostgreSQL's documentation, chapter "Frontend/Backend Protocol". The portal is always the unnamed one, which the next statement replaces.
 */
final class PostgresMessage implements FrontendMessage {

    private static final int USUAL_SIZE = 256;
    private static final int BINARY = 1;
    private static final int WHATEVER_COMES = 0;

    private final List<Consumer<ByteBuf>> parts = new ArrayList<>(4);

    /** Names a text and the types of its parameters. */
    PostgresMessage parse(String name, String sql, int[] types) {
        if (sql.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "a statement's text holds the character 0, which ends texts of this protocol");
        }
        return part('P', to -> {
            string(name, to);
            string(sql, to);
            to.writeShort(types.length);
            for (int type : types) {
                to.writeInt(type);
            }
        });
    }

    /** Gives a named text its values; all results are asked for in binary. */
    PostgresMessage bind(String name, PostgresValues values) {
        return part('B', to -> {
            string("", to);
            string(name, to);
            values.write(to);
            to.writeShort(1).writeShort(BINARY);
        });
    }

    /** Asks what the columns are. */
    PostgresMessage describe() {
        return part('D', to -> {
            to.writeByte('P');
            string("", to);
        });
    }

    /** Asks for rows, 0 for all. */
    PostgresMessage execute(int rows) {
        return part('E', to -> {
            string("", to);
            to.writeInt(rows);
        });
    }

    /** Has the server send what it has, and wait. */
    PostgresMessage flush() {
        return part('H', to -> {});
    }

    /** Ends the portal before its rows do. */
    PostgresMessage closePortal() {
        return part('C', to -> {
            to.writeByte('P');
            string("", to);
        });
    }

    /** Has the server forget a named text. */
    PostgresMessage closeStatement(String name) {
        return part('C', to -> {
            to.writeByte('S');
            string(name, to);
        });
    }

    /** Sends no data where the server waits for some, which fails the statement. */
    PostgresMessage copyFail(String reason) {
        return part('f', to -> string(reason, to));
    }

    /** Ends the exchange: the server answers that it is ready, whatever became of what went before. */
    PostgresMessage sync() {
        return part('S', to -> {});
    }

    private PostgresMessage part(char kind, Consumer<ByteBuf> body) {
        parts.add(to -> {
            to.writeByte(kind);
            int start = to.writerIndex();
            to.writeInt(WHATEVER_COMES);
            body.accept(to);
            to.setInt(start, to.writerIndex() - start);
        });
        return this;
    }

    private static void string(String text, ByteBuf to) {
        ByteBufUtil.writeUtf8(to, text);
        to.writeByte(0);
    }

    @Override
    public Publisher<ByteBuf> encode(ByteBufAllocator allocator) {
        ByteBuf buffer = allocator.buffer(USUAL_SIZE);
        parts.forEach(part -> part.accept(buffer));
        return Mono.just(buffer);
    }
}
