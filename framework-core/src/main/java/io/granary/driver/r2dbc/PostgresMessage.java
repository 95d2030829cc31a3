package io.granary.driver.r2dbc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.r2dbc.postgresql.message.frontend.FrontendMessage;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Messages of the extended query protocol that go out together, in one buffer: a statement with all that it needs is one write and one packet. The forms are those of
 * "Message Formats" in PostgreSQL's documentation, chapter "Frontend/Backend Protocol". The portal is always the unnamed one, which the next statement replaces.
 *
 * <p>The buffer is one of the heap, which nobody has to release when the link is lost before it is sent.
 */
final class PostgresMessage implements FrontendMessage {

    private static final int USUAL_SIZE = 256;
    private static final String UNNAMED = "";
    private static final int[] NO_TYPES = {};

    private final ByteBuf bytes = Unpooled.buffer(USUAL_SIZE);

    /**
     * Names a text and the types of its parameters.
     *
     * @throws IllegalArgumentException if the text cannot be told
     */
    PostgresMessage parse(String name, String sql, int[] types) {
        checkText(sql);
        int start = begin('P');
        string(name);
        string(sql);
        bytes.writeShort(types.length);
        for (int type : types) {
            bytes.writeInt(type);
        }
        return end(start);
    }

    /** Refuses a text that cannot be told. */
    static void checkText(String sql) {
        if (sql.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "a statement's text holds the character 0, which ends texts of this protocol");
        }
    }

    /** Runs a text that has no values and gives no rows, and keeps nothing of it. */
    PostgresMessage run(String sql) {
        parse(UNNAMED, sql, NO_TYPES);
        int start = begin('B');
        string(UNNAMED);
        string(UNNAMED);
        bytes.writeShort(0).writeShort(0).writeShort(0);
        end(start);
        return execute(0);
    }

    /** Gives a named text its values, and says in which forms the columns are wanted. */
    PostgresMessage bind(String name, PostgresValues values, PostgresColumns columns) {
        int start = begin('B');
        string(UNNAMED);
        string(name);
        values.write(bytes);
        columns.writeForms(bytes);
        return end(start);
    }

    /** Asks what the columns are. */
    PostgresMessage describe() {
        return portal('D');
    }

    /** Asks what the columns of a named text will be. */
    PostgresMessage describeStatement(String name) {
        return statement('D', name);
    }

    /** Asks for rows, 0 for all. */
    PostgresMessage execute(int rows) {
        int start = begin('E');
        string(UNNAMED);
        bytes.writeInt(rows);
        return end(start);
    }

    /** Has the server send what it has, and wait. */
    PostgresMessage flush() {
        return end(begin('H'));
    }

    /** Ends the portal before its rows do. */
    PostgresMessage closePortal() {
        return portal('C');
    }

    private PostgresMessage portal(char kind) {
        int start = begin(kind);
        bytes.writeByte('P');
        string(UNNAMED);
        return end(start);
    }

    /** Has the server forget a named text. */
    PostgresMessage closeStatement(String name) {
        return statement('C', name);
    }

    private PostgresMessage statement(char kind, String name) {
        int start = begin(kind);
        bytes.writeByte('S');
        string(name);
        return end(start);
    }

    /** Sends no data where the server waits for some, which fails the statement. */
    PostgresMessage copyFail(String reason) {
        int start = begin('f');
        string(reason);
        return end(start);
    }

    /** Ends the exchange: the server answers that it is ready, whatever became of what went before. */
    PostgresMessage sync() {
        return end(begin('S'));
    }

    private int begin(char kind) {
        bytes.writeByte(kind);
        int start = bytes.writerIndex();
        bytes.writeInt(0);
        return start;
    }

    private PostgresMessage end(int start) {
        bytes.setInt(start, bytes.writerIndex() - start);
        return this;
    }

    private void string(String text) {
        ByteBufUtil.writeUtf8(bytes, text);
        bytes.writeByte(0);
    }

    @Override
    public Publisher<ByteBuf> encode(ByteBufAllocator allocator) {
        return Mono.just(bytes);
    }
}
