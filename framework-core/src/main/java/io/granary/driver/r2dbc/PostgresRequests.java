package io.granary.driver.r2dbc;

import io.granary.driver.DriverStatement;
import io.r2dbc.postgresql.message.frontend.FrontendMessage;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What one statement says to the server: everything at once where it wants all rows at once; else its beginning, and then one word after the other. The client keeps
 * what others send on the link behind its last word.
 */
final class PostgresRequests {

    private final DriverStatement statement;
    private final PostgresValues values;
    private Sinks.@Nullable Many<FrontendMessage> later;

    PostgresRequests(DriverStatement statement, PostgresValues values) {
        this.statement = statement;
        this.values = values;
    }

    /**
     * {@return the messages of a statement}
     *
     * @param prepared its text
     * @param forgotten names that the server may forget
     * @throws IllegalArgumentException if the text cannot be told
     */
    Publisher<FrontendMessage> begin(PostgresPrepared prepared, List<String> forgotten) {
        PostgresMessage first = new PostgresMessage();
        forgotten.forEach(first::closeStatement);
        if (!prepared.isKnown()) {
            first.parse(prepared.name(), statement.sql(), values.types());
        }
        first.bind(prepared.name(), values);
        if (!prepared.isDescribed()) {
            first.describe();
        }
        first.execute(statement.fetchSize());
        if (statement.fetchSize() == 0) {
            return Mono.just(first.sync());
        }
        Sinks.Many<FrontendMessage> others = Sinks.many().unicast().onBackpressureBuffer();
        later = others;
        return Flux.<FrontendMessage>just(first.flush()).concatWith(others.asFlux());
    }

    /** Asks for as many rows again. */
    void more() {
        if (later != null) {
            later.emitNext(
                    new PostgresMessage().execute(statement.fetchSize()).flush(), Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }

    /** Has the rows end, as the last word. */
    void close() {
        last(() -> new PostgresMessage().closePortal().sync());
    }

    /** Says the last word; one that wants all rows at once has said it with its first. */
    void sync() {
        last(() -> new PostgresMessage().sync());
    }

    private void last(Supplier<PostgresMessage> message) {
        Sinks.Many<FrontendMessage> open = later;
        later = null;
        if (open != null) {
            open.emitNext(message.get(), Sinks.EmitFailureHandler.FAIL_FAST);
            open.emitComplete(Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }
}
