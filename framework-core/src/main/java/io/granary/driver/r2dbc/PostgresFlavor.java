package io.granary.driver.r2dbc;

import io.granary.driver.DriverNotification;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.r2dbc.postgresql.api.Notification;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.codec.Interval;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.Wrapped;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** r2dbc-postgresql. */
enum PostgresFlavor implements Flavor {
    INSTANCE;

    private static final String IN_FAILED_TRANSACTION = "25P02";

    @Override
    public void bindUntypedNull(Statement statement, int index) {
        statement.bind(index, Parameters.in(PostgresqlObjectId.UNSPECIFIED));
    }

    @Override
    public Context context() {
        return Discarded.RELEASED;
    }

    /** It looks codecs up in a map for each class; in that for any class, what is looked for has many neighbours. A stream of six columns took a tenth longer. */
    @Override
    public boolean isQuickerByClass() {
        return true;
    }

    /** For bytes in arrays the driver takes a codec that writes their texts as bytes; as texts the server reads them right. */
    @Override
    public void bind(Statement statement, int index, @Nullable Object value) {
        if (value instanceof byte[][] several) {
            @Nullable String[] texts = new String[several.length];
            Arrays.setAll(texts, each -> several[each] == null ? null : "\\x" + ByteBufUtil.hexDump(several[each]));
            statement.bind(index, Parameters.in(PostgresqlObjectId.BYTEA_ARRAY, texts));
        } else {
            Flavor.super.bind(statement, index, value);
        }
    }

    @Override
    public Object toDriver(Object value) {
        return PostgresTimes.kept(value);
    }

    @Override
    public @Nullable Object fromDriver(@Nullable Object value) {
        if (value instanceof Interval interval) {
            return length(interval);
        }
        if (value instanceof Interval[] || value instanceof Interval[][]) {
            return Arrays.stream((@Nullable Object[]) value)
                    .map(this::fromDriver)
                    .toArray();
        }
        return value instanceof Json json ? json.asString() : Values.plain(value);
    }

    /** Months are of no certain length, so an interval that has some stays what the server calls it. */
    private static Object length(Interval interval) {
        return interval.getPeriod().toTotalMonths() == 0
                ? interval.getDuration().plusDays(interval.getDays())
                : interval.getValue();
    }

    /** In a transaction that failed the server answers anything with 25P02, which the driver's own validation takes for a dead link. */
    @Override
    public Mono<Boolean> ping(Connection connection) {
        return driver(connection)
                .map(postgres -> postgres.createStatement("select 1")
                        .execute()
                        .concatMap(Result::getRowsUpdated)
                        .then(Mono.just(true))
                        .onErrorResume(
                                R2dbcException.class,
                                refused -> Mono.just(IN_FAILED_TRANSACTION.equals(refused.getSqlState()))))
                .orElseGet(() -> Flavor.super.ping(connection));
    }

    @Override
    public boolean endsUnheard() {
        return true;
    }

    @Override
    public Mono<Boolean> cancel(Connection connection) {
        return driver(connection)
                .map(postgres -> postgres.cancelRequest().thenReturn(true))
                .orElseGet(() -> Mono.just(false));
    }

    @Override
    public boolean notifies(Connection connection) {
        return driver(connection).isPresent();
    }

    @Override
    public Flux<DriverNotification> notifications(Connection connection) {
        return driver(connection)
                .map(postgres -> postgres.getNotifications().map(PostgresFlavor::notification))
                .orElseGet(() -> Flavor.super.notifications(connection));
    }

    private static DriverNotification notification(Notification told) {
        String payload = told.getParameter();
        return new DriverNotification(told.getName(), payload == null ? "" : payload, told.getProcessId());
    }

    @Override
    public boolean copies(Connection connection) {
        return driver(connection).isPresent();
    }

    /** A message for each buffer: of a publisher of buffers the driver would make one message of all. */
    @Override
    public Mono<Long> copyIn(Connection connection, String sql, Flux<ByteBuffer> data, Mono<Void> over) {
        return driver(connection)
                .map(postgres -> postgres.copyIn(sql)
                        .fromMany(data.map(CopyPart::of)
                                .scan(List.<CopyPart>of(), PostgresFlavor::pair)
                                .skip(1)
                                .map(pair -> message(pair, over)))
                        .build())
                .orElseGet(() -> Flavor.super.copyIn(connection, sql, data, over));
    }

    private static List<CopyPart> pair(List<CopyPart> before, CopyPart next) {
        return before.isEmpty() ? List.of(next) : List.of(before.get(before.size() - 1), next);
    }

    private static Publisher<ByteBuf> message(List<CopyPart> pair, Mono<Void> over) {
        return pair.size() == 1
                ? Mono.just(pair.get(0))
                : pair.get(1).after(pair.get(0)).takeUntilOther(over).cast(ByteBuf.class);
    }

    private static Optional<PostgresqlConnection> driver(Connection connection) {
        Object driver = connection instanceof Wrapped<?> wrapped ? wrapped.unwrap() : connection;
        return driver instanceof PostgresqlConnection postgres ? Optional.of(postgres) : Optional.empty();
    }

    /** Its mode "prefer" logs in once more, in plain text, when a log-in is refused (seen with 1.1.3). */
    @Override
    public boolean negotiates() {
        return false;
    }

    @Override
    public Mono<Boolean> encrypted(Connection connection) {
        return Flux.from(connection
                        .createStatement(
                                "select ssl from pg_catalog.pg_stat_ssl where pid = pg_catalog.pg_backend_pid()")
                        .execute())
                .concatMap(result -> result.map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class))))
                .next();
    }

    @Override
    public Mono<Boolean> primary(Connection connection) {
        return Flux.from(connection
                        .createStatement("select pg_catalog.pg_is_in_recovery()")
                        .execute())
                .concatMap(result -> result.map(row -> Boolean.FALSE.equals(row.get(0, Boolean.class))))
                .next();
    }
}
