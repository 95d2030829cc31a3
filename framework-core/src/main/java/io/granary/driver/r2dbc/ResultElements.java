package io.granary.driver.r2dbc;

import io.granary.driver.DriverStatement;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Result;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A result as a sequence of decoded rows ({@code Object[]}) and counts ({@code Long}).
 *
 * <p>A statement known to give only rows, or only a count, takes the driver's short way; the other way walks over segments (R2DBC 1.0,
 * section 9.2), where an error may come as a message in place of an error signal.
 */
final class ResultElements {

    private ResultElements() {}

    static Publisher<?> of(Result result, DriverStatement.Returns returns, RowDecoder decoder) {
        return switch (returns) {
            case ROWS -> result.map(decoder::decode);
            case COUNT -> result.getRowsUpdated();
            case GENERATED_KEY, UNKNOWN -> result.flatMap(segment -> element(segment, decoder));
        };
    }

    private static Publisher<Object> element(Result.Segment segment, RowDecoder decoder) {
        if (segment instanceof Result.RowSegment row) {
            return Mono.just(decoder.decode(row.row(), row.row().getMetadata()));
        }
        if (segment instanceof Result.UpdateCount count) {
            return Mono.just(count.value());
        }
        if (segment instanceof Result.Message message && isError(message.exception())) {
            return Mono.error(message.exception());
        }
        return Flux.empty();
    }

    /** Notices and warnings come as messages too; a driver that gives no state reports an error (seen with r2dbc-mysql). */
    private static boolean isError(R2dbcException exception) {
        String state = exception.getSqlState();
        return state == null || !(state.startsWith("00") || state.startsWith("01"));
    }
}
