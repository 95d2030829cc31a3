package io.granary.driver.r2dbc;

import io.granary.driver.DriverStatement;
import io.r2dbc.postgresql.message.frontend.FrontendMessage;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * What one statement says to the server: everything at once where it wants all rows at once; else its beginning, and then one word after the other. The client keeps
 * what others send on the link behind its last word.
 */
final class PostgresRequests {

    private final DriverStatement statement;
    private final PostgresValues values;
    /** Takes messages from any thread: the answer to one may come while its sender is still within the call. */
    private final AtomicReference<@Nullable FluxSink<FrontendMessage>> later = new AtomicReference<>();

    private boolean portalStays;
    private @Nullable String undescribed;

    PostgresRequests(DriverStatement statement, PostgresValues values) {
        this.statement = statement;
        this.values = values;
    }

    /**
     * {@return the messages of a statement}
     *
     * @param prepared its text
     * @param forgotten names that the server may forget, asked for once nothing can be refused here any more
     * @param opening what is run ahead of it, null for nothing; where it fails, the server passes over the rest
     * @param withinTransaction whether the portal would stay open behind the last word, and keep what its query holds
     * @throws IllegalArgumentException if the text cannot be told, or has fewer places than there are values
     */
    Publisher<FrontendMessage> begin(
            PostgresPrepared prepared,
            Supplier<List<String>> forgotten,
            @Nullable String opening,
            boolean withinTransaction) {
        if (!prepared.isKnown()) {
            PostgresMessage.checkText(statement.sql());
            PostgresPrepared.checkPlaces(statement.sql(), values.types().length);
        }
        portalStays = withinTransaction;
        PostgresMessage first = new PostgresMessage();
        if (opening != null) {
            first.run(opening);
        }
        forgotten.get().forEach(first::closeStatement);
        if (!prepared.isKnown()) {
            first.parse(prepared.name(), statement.sql(), values.types());
        }
        boolean all = statement.fetchSize() == 0;
        if (!all && !prepared.isDescribed() && PostgresPrepared.keepsColumns(statement.sql())) {
            undescribed = prepared.name();
            return oneAfterAnother(first.describeStatement(prepared.name()));
        }
        undescribed = null;
        first.bind(prepared.name(), values, prepared.columns());
        if (!prepared.isDescribed()) {
            first.describe();
        }
        first.execute(statement.fetchSize());
        return all ? Mono.just(ended(first)) : oneAfterAnother(first);
    }

    private Publisher<FrontendMessage> oneAfterAnother(PostgresMessage beginning) {
        return Flux.create(line -> {
            later.set(line);
            line.next(beginning.flush());
        });
    }

    /**
     * Runs what was only described so far. A statement of many rows asks for its columns first, the first time: their forms are worth the trip. One of all rows at once takes
     * texts that time, and so does one whose columns may be others each time.
     *
     * @param wanted whether anybody still listens; else it is not run
     * @return whether it was only described so far
     */
    boolean runDescribed(PostgresColumns columns, boolean wanted) {
        String name = undescribed;
        if (name == null) {
            return false;
        }
        undescribed = null;
        FluxSink<FrontendMessage> open = later.get();
        if (!wanted) {
            close();
        } else if (open != null) {
            open.next(new PostgresMessage()
                    .bind(name, values, columns)
                    .execute(statement.fetchSize())
                    .flush());
        }
        return true;
    }

    /** Asks for as many rows again. */
    void more() {
        FluxSink<FrontendMessage> open = later.get();
        if (open != null) {
            open.next(new PostgresMessage().execute(statement.fetchSize()).flush());
        }
    }

    /** Has the rows end, as the last word. */
    void close() {
        last(() -> new PostgresMessage().closePortal().sync());
    }

    /** Says the last word; one that wants all rows at once has said it with its first. */
    void sync() {
        last(() -> ended(new PostgresMessage()));
    }

    private PostgresMessage ended(PostgresMessage message) {
        return (portalStays ? message.closePortal() : message).sync();
    }

    /** Else the server would wait for data. Only a statement without values can be one, and without a fetch size that goes another way. */
    void refuseCopy() {
        last(() -> new PostgresMessage()
                .copyFail("a statement sends no data; copyIn does")
                .sync());
    }

    private void last(Supplier<PostgresMessage> message) {
        FluxSink<FrontendMessage> open = later.getAndSet(null);
        if (open != null) {
            open.next(message.get());
            open.complete();
        }
    }
}
