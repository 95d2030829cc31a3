package io.granary.stream;

import static java.util.Objects.requireNonNull;

import io.granary.dialect.render.CopyBuffer;
import io.granary.dialect.render.CopyText;
import io.granary.engine.AsyncEngine;
import io.granary.error.ArgumentException;
import io.granary.sql.CopyFormat;
import io.granary.sql.CopyIn;
import io.granary.stream.internal.CopyStage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.util.ByteString;

/**
 * Sinks that copy what comes into a table, each a blueprint: every materialization leases a connection of its own, copies in one transaction, commits it when the stream
 * has ended, and gives the connection back. When the stream fails, or the database refuses a row, nothing stays of it.
 *
 * <p>Rows are gathered in buffers of 64 KiB, and demand follows what the database takes; a few megabytes are on their way at most. The materialized stage completes
 * after the commit with how many rows were copied, and fails with what the stream, or the database, failed with; the stream is cancelled then. Where the database has
 * no such copy it fails with {@link io.granary.error.NotSupportedException}; INSERT of many rows is the way there.
 *
 * @see io.granary.sql.Sql#copyInto
 */
public final class CopySink {

    private CopySink() {}

    /**
     * {@return a Sink of rows}
     *
     * @param <T> what a row is made of
     * @param engine leases the connection; its view says for whom and with what options
     * @param copy into what; its format is the text format
     * @param values the values of a row, one for each column that the copy names, in that order; null is NULL
     * @throws ArgumentException when the copy's format is another one
     */
    public static <T> Sink<T, CompletionStage<Long>> rows(
            AsyncEngine engine, CopyIn copy, Function<? super T, ? extends List<?>> values) {
        requireNonNull(values, "values");
        return written(engine, copy, text -> (element, to) -> text.row(values.apply(element), to));
    }

    /**
     * {@return a Sink of rows whose values have names}
     *
     * @param <T> what a row is made of
     * @param engine leases the connection
     * @param copy into what; its format is the text format
     * @param values the values of a row by the keys of the columns that the copy names; null is NULL
     * @throws ArgumentException when the copy's format is another one
     */
    public static <T> Sink<T, CompletionStage<Long>> mappings(
            AsyncEngine engine, CopyIn copy, Function<? super T, ? extends Map<String, ?>> values) {
        requireNonNull(values, "values");
        return written(engine, copy, text -> (element, to) -> text.row(values.apply(element), to));
    }

    /**
     * {@return a Sink of rows that are written already, cut anywhere}
     *
     * @param engine leases the connection
     * @param copy into what, and in which format the bytes are; text is in UTF-8
     */
    public static Sink<ByteString, CompletionStage<Long>> bytes(AsyncEngine engine, CopyIn copy) {
        requireNonNull(copy, "copy");
        return Sink.fromGraph(new CopyStage<>(engine, copy, () -> CopySink::add));
    }

    private static void add(ByteString bytes, CopyBuffer to) {
        bytes.getByteBuffers().forEach(to::put);
    }

    private static <T> Sink<T, CompletionStage<Long>> written(
            AsyncEngine engine, CopyIn copy, Function<CopyText, BiConsumer<T, CopyBuffer>> writer) {
        if (!(copy.format() instanceof CopyFormat.Text)) {
            throw ArgumentException.of(
                    "Values are copied in the text format, and this copy has another: " + copy.format() + ".",
                    "Leave withFormat(...) out, or give bytes in that format to CopySink.bytes.");
        }
        return Sink.fromGraph(new CopyStage<>(
                engine, copy, () -> writer.apply(engine.dialect().copyText(copy))));
    }
}
