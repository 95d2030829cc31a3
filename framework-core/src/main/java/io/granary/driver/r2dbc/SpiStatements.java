package io.granary.driver.r2dbc;

import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.RowReceiver;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Statements as R2DBC has them, of any driver. */
final class SpiStatements implements StatementPath {

    private final Connection connection;
    private final Flavor flavor;
    /** More than one for a moment, when what comes of a statement's end begins the next before the end's call returns. */
    private final AtomicInteger running = new AtomicInteger();

    SpiStatements(Connection connection, Flavor flavor) {
        this.connection = connection;
        this.flavor = flavor;
    }

    /** {@return whether a driver that blocks is within a statement, and would answer when that has ended} */
    boolean isBusy() {
        return running.get() > 0;
    }

    @Override
    public DriverExecution execute(DriverStatement statement, RowReceiver receiver) {
        RowDecoder decoder = new RowDecoder(flavor);
        return new StatementSubscriber(
                () -> flavor.blocking() ? watched(running(statement)) : running(statement),
                result -> ResultElements.of(result, statement.returns(), decoder),
                new Chunks(receiver, decoder::names, statement.chunkSize()),
                statement.chunkSize(),
                flavor.context());
    }

    private Flux<Result> watched(Publisher<? extends Result> results) {
        return Flux.<Result>from(results).doFirst(running::incrementAndGet).doFinally(end -> running.decrementAndGet());
    }

    private Publisher<? extends Result> running(DriverStatement statement) {
        flavor.objection(statement.sql()).ifPresent(SpiStatements::refuse);
        return prepare(statement).execute();
    }

    private static void refuse(String objection) {
        throw new IllegalArgumentException(objection);
    }

    private Statement prepare(DriverStatement request) {
        Statement statement = connection.createStatement(request.sql());
        if (request.fetchSize() > 0) {
            statement.fetchSize(request.fetchSize());
        }
        if (request.returns() == DriverStatement.Returns.GENERATED_KEY && flavor.tellsGeneratedKeys()) {
            statement.returnGeneratedValues();
        }
        int sets = request.bindings().size();
        for (int set = 0; set < sets; set++) {
            Object[] values = request.bindings().get(set);
            for (int index = 0; index < values.length; index++) {
                flavor.bind(statement, index, values[index]);
            }
            if (set < sets - 1) {
                statement.add();
            }
        }
        return statement;
    }
}
