package io.granary.benchmarks;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The peer: r2dbc-pool and the driver, used as their documentation shows, and once as leanly as they let themselves be used. */
final class RawDriver implements AutoCloseable {

    private final ConnectionPool pool;

    private RawDriver(ConnectionPool pool) {
        this.pool = pool;
    }

    static RawDriver open(String r2dbcUrl, int connections) {
        return new RawDriver(new ConnectionPool(ConnectionPoolConfiguration.builder(ConnectionFactories.get(r2dbcUrl))
                .initialSize(connections)
                .maxSize(connections)
                .build()));
    }

    /** One row by its key, with Reactor's operators. */
    CompletionStage<Person> find(long id) {
        return within(connection -> persons(
                                connection.createStatement(Tables.RAW_FIND).bind(0, id))
                        .single())
                .toFuture();
    }

    /** The same with a subscriber of one's own, and without {@code usingWhen}. */
    CompletionStage<Person> findLean(long id) {
        CompletableFuture<Person> found = new CompletableFuture<>();
        pool.create()
                .subscribe(
                        connection -> persons(connection
                                        .createStatement(Tables.RAW_FIND)
                                        .bind(0, id))
                                .subscribe(new OneRow<>(connection, found)),
                        found::completeExceptionally);
        return found;
    }

    /** A range of rows. */
    CompletionStage<List<Person>> range(long first, long after) {
        return within(connection -> persons(connection
                                .createStatement(Tables.RAW_RANGE)
                                .bind(0, first)
                                .bind(1, after))
                        .collectList())
                .toFuture();
    }

    /** One insert in a transaction of its own. */
    CompletionStage<Long> insert(String name, int age) {
        return inTransaction(connection -> count(connection
                        .createStatement(Tables.RAW_INSERT)
                        .bind(0, name)
                        .bind(1, age)))
                .toFuture();
    }

    /** Many inserts by one statement with many bindings, in a transaction of their own. */
    CompletionStage<Long> insertMany(int rows) {
        return inTransaction(connection -> {
                    Statement insert = connection.createStatement(Tables.RAW_INSERT);
                    for (int row = 0; row < rows; row++) {
                        (row == 0 ? insert : insert.add())
                                .bind(0, "name " + row)
                                .bind(1, row % 90);
                    }
                    return count(insert);
                })
                .toFuture();
    }

    /** Rows of {@link Readings} by INSERTs of many rows each, in a transaction of their own; the keys that the database gave them. */
    CompletionStage<List<Long>> insertKeyed(int rows, int page) {
        return inTransaction(connection -> Flux.range(0, (rows + page - 1) / page)
                        .concatMap(number -> insertPage(connection, number * page, Math.min(rows, (number + 1) * page)))
                        .collectList())
                .toFuture();
    }

    private static Flux<Long> insertPage(Connection connection, int from, int to) {
        int width = Readings.values(0).length;
        StringBuilder sql = new StringBuilder(
                "insert into bench_reading (sensor, place, sequence_number, measured, at, note) values ");
        for (int row = from; row < to; row++) {
            sql.append(row == from ? "(" : ", (");
            for (int column = 0; column < width; column++) {
                sql.append(column == 0 ? "$" : ", $").append((row - from) * width + column + 1);
            }
            sql.append(')');
        }
        Statement insert = connection.createStatement(sql.toString()).returnGeneratedValues("id");
        for (int row = from; row < to; row++) {
            Object[] values = Readings.values(row);
            for (int column = 0; column < width; column++) {
                insert.bind((row - from) * width + column, values[column]);
            }
        }
        return Flux.from(insert.execute()).concatMap(result -> result.map(row -> row.get(0, Long.class)));
    }

    /** All rows of {@link Readings}, each made an object; the sum of their places. */
    CompletionStage<Long> readings() {
        return within(connection -> Flux.from(connection
                                .createStatement(
                                        "select id, sensor, place, sequence_number, measured, at, note from bench_reading")
                                .fetchSize(1000)
                                .execute())
                        .concatMap(result -> result.map(RawDriver::reading))
                        .reduce(0L, (sum, reading) -> sum + reading.weight()))
                .toFuture();
    }

    private static StreamBenchmark.Reading reading(Readable row) {
        return new StreamBenchmark.Reading(
                row.get(0, Long.class),
                row.get(1, String.class),
                row.get(2, Integer.class),
                row.get(3, Long.class),
                row.get(4, Double.class),
                row.get(5, LocalDateTime.class),
                row.get(6, String.class));
    }

    /** The same on a connection taken before. */
    static CompletionStage<Person> find(Connection connection, long id) {
        return persons(connection.createStatement(Tables.RAW_FIND).bind(0, id))
                .single()
                .toFuture();
    }

    /** Takes a connection. */
    CompletionStage<Connection> lease() {
        return pool.create().toFuture();
    }

    /** Gives a connection back. */
    static CompletionStage<Void> release(Connection connection) {
        return Mono.from(connection.close()).toFuture();
    }

    /** Takes a connection and gives it back. */
    CompletionStage<Void> leaseAndRelease() {
        return pool.create()
                .flatMap(connection -> Mono.from(connection.close()))
                .toFuture();
    }

    private static Flux<Person> persons(Statement statement) {
        return Flux.from(statement.execute()).concatMap(result -> result.map(RawDriver::person));
    }

    private static Mono<Long> count(Statement statement) {
        return Flux.from(statement.execute()).concatMap(Result::getRowsUpdated).reduce(0L, Long::sum);
    }

    private static Person person(Readable row) {
        return new Person(row.get(0, Long.class), row.get(1, String.class), row.get(2, Integer.class));
    }

    private <T> Mono<T> within(Function<Connection, Mono<T>> work) {
        return Mono.usingWhen(pool.create(), work, Connection::close);
    }

    private <T> Mono<T> inTransaction(Function<Connection, Mono<T>> work) {
        return Mono.usingWhen(
                pool.create(),
                connection -> Mono.from(connection.beginTransaction()).then(Mono.defer(() -> work.apply(connection))),
                connection -> Mono.from(connection.commitTransaction()).then(Mono.from(connection.close())),
                (connection, failure) ->
                        Mono.from(connection.rollbackTransaction()).then(Mono.from(connection.close())),
                connection -> Mono.from(connection.rollbackTransaction()).then(Mono.from(connection.close())));
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
