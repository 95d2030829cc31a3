package io.granary.driver.r2dbc;

import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.DriverStatement.Returns;
import io.granary.driver.RowReceiver;
import io.netty.util.ReferenceCountUtil;
import io.r2dbc.postgresql.client.TransactionStatus;
import io.r2dbc.postgresql.message.backend.BackendMessage;
import io.r2dbc.postgresql.message.backend.BindComplete;
import io.r2dbc.postgresql.message.backend.CommandComplete;
import io.r2dbc.postgresql.message.backend.CopyInResponse;
import io.r2dbc.postgresql.message.backend.DataRow;
import io.r2dbc.postgresql.message.backend.EmptyQueryResponse;
import io.r2dbc.postgresql.message.backend.ErrorResponse;
import io.r2dbc.postgresql.message.backend.NoData;
import io.r2dbc.postgresql.message.backend.ParseComplete;
import io.r2dbc.postgresql.message.backend.PortalSuspended;
import io.r2dbc.postgresql.message.backend.ReadyForQuery;
import io.r2dbc.postgresql.message.backend.RowDescription;
import io.r2dbc.postgresql.message.frontend.FrontendMessage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One statement by PostgreSQL's extended query protocol: prepared if need be, bound and executed by one message, and its rows taken as far as demand goes. With a fetch
 * size the server waits after so many rows until there is demand for more.
 *
 * <p>The end is told when the server is ready for the next statement, so an error leaves nothing behind on the link. Where nobody listens any more the rest is taken
 * in and dropped, and a portal that waits is closed: then the server is ready, too.
 *
 * <p>Demand and cancelling come from any thread; the client's signals come one after another.
 */
final class PostgresExecution implements CoreSubscriber<BackendMessage>, DriverExecution {

    private final PostgresClient client;
    private final PostgresTexts texts;
    private final DriverStatement statement;
    private final PostgresValues values;
    private final PostgresRequests requests;
    private final Chunks chunks;
    private final PostgresDemand demand = new PostgresDemand();
    private PostgresPrepared prepared = PostgresPrepared.NONE;
    private PostgresColumns columns = PostgresColumns.NONE;
    private @Nullable Throwable failure;
    /** What begins the transaction, where none is open. */
    private final @Nullable String opening;

    /** Whether what comes is still the answer to that. */
    private boolean opens;

    private boolean bound;
    private boolean repeated;

    /** Runs nothing yet. The last argument begins the transaction ahead of it; null where that is not to be done. */
    PostgresExecution(
            PostgresClient client,
            PostgresTexts texts,
            DriverStatement statement,
            PostgresValues values,
            RowReceiver receiver,
            @Nullable String opening) {
        this.client = client;
        this.texts = texts;
        this.statement = statement;
        this.values = values;
        this.requests = new PostgresRequests(statement, values);
        this.opening = opening;
        this.chunks = new Chunks(receiver, () -> columns.names(), statement.chunkSize());
    }

    /** What the client's operators drop is released. */
    @Override
    public Context currentContext() {
        return Discarded.RELEASED;
    }

    // ---- the owner's side

    @Override
    public void request(long wanted) {
        long rows = Operators.multiplyCap(wanted, statement.chunkSize());
        PostgresDemand.Asked asked = demand.want(rows);
        if (asked.isFirst()) {
            start();
            return;
        }
        Object[] kept = asked.row();
        if (kept != null) {
            give(kept);
            return;
        }
        asked.ask();
        if (asked.resumes()) {
            requests.more();
        }
    }

    private void give(Object[] kept) {
        chunks.row(kept);
        Throwable lost = demand.given() ? failure : null;
        if (lost != null) {
            chunks.failed(lost);
        }
    }

    @Override
    public void cancel() {
        if (demand.drop()) {
            requests.close();
        }
    }

    // ---- what is sent

    private void start() {
        try {
            // Not before: a statement that goes out in between may have the server forget what this one would go by.
            prepared = texts.find(statement.sql(), values.types());
            columns = prepared.columns();
            boolean inTransaction = isInTransaction();
            // As the driver has it: what is open already is not begun again.
            String begin = inTransaction ? null : opening;
            Publisher<FrontendMessage> messages =
                    requests.begin(prepared, texts::forgotten, begin, inTransaction || begin != null);
            opens = begin != null;
            client.client().exchange(ReadyForQuery.class::isInstance, messages).subscribe(this);
        } catch (RuntimeException refused) {
            fail(DriverFailures.refused(refused));
        } catch (Error defect) {
            // Whoever waits for the end hears of it: nobody else is there to tell.
            fail(defect);
            Exceptions.throwIfJvmFatal(defect);
        }
    }

    private boolean isInTransaction() {
        return client.client().getTransactionStatus() != TransactionStatus.IDLE;
    }

    // ---- what comes back

    @Override
    public void onSubscribe(Subscription subscription) {
        demand.opened(subscription);
    }

    @Override
    public void onNext(BackendMessage message) {
        if (message instanceof DataRow row) {
            take(row);
            return;
        }
        if (opens && !(message instanceof ErrorResponse)) {
            opens = !(message instanceof CommandComplete);
            ReferenceCountUtil.release(message);
        } else if (message instanceof BindComplete) {
            bound = true;
        } else if (message instanceof ParseComplete) {
            texts.keep(statement.sql(), prepared);
        } else if (message instanceof RowDescription description) {
            described(
                    PostgresColumns.of(description, client.codecs()),
                    PostgresColumns.best(description, client.codecs()));
        } else if (message instanceof NoData) {
            described(PostgresColumns.NONE, PostgresColumns.NONE);
        } else if (message instanceof PortalSuspended) {
            suspended();
        } else if (message instanceof ErrorResponse response) {
            refused(new PostgresReported(response));
        } else if (message instanceof CommandComplete complete) {
            count(complete.getRows());
            requests.sync();
        } else if (message instanceof EmptyQueryResponse) {
            requests.sync();
        } else if (message instanceof CopyInResponse) {
            requests.refuseCopy();
        } else {
            ReferenceCountUtil.release(message);
        }
        demand.another();
    }

    private void described(PostgresColumns asTheyCome, PostgresColumns best) {
        columns = requests.runDescribed(best, demand.isHeard()) ? best : asTheyCome;
        if (PostgresPrepared.keepsColumns(statement.sql())) {
            prepared.describe(best);
        }
    }

    private void take(DataRow row) {
        Object[] read = read(row);
        if (read != null && demand.takes(read)) {
            chunks.row(read);
        }
    }

    private Object @Nullable [] read(DataRow row) {
        try {
            return failure == null && demand.isHeard() ? columns.read(row) : null;
        } catch (RuntimeException defect) {
            broken(defect);
            return null;
        } finally {
            row.release();
        }
    }

    private void suspended() {
        if (failure != null) {
            requests.close();
            return;
        }
        switch (demand.suspended()) {
            case MORE -> requests.more();
            case CLOSE -> requests.close();
            case WAIT -> {}
        }
    }

    private void count(@Nullable Long rows) {
        if (rows != null && statement.returns() != Returns.ROWS && failure == null && demand.isHeard()) {
            chunks.count(rows);
        }
    }

    private void refused(PostgresReported reported) {
        broken(reported);
        if (reported.isFatal()) {
            // No word that it is ready follows, and the end of the link may be long in coming.
            Disposable unused = client.client().close().subscribe();
            fail(reported);
        } else {
            requests.sync();
        }
    }

    /** The first one is told, when nothing more comes. */
    private void broken(Throwable cause) {
        if (failure == null) {
            failure = cause;
            demand.unlimited();
        }
    }

    @Override
    public void onComplete() {
        if (isOutdated() && isRepeatable()) {
            repeat();
        } else if (failure != null) {
            fail(failure);
        } else if (demand.ends()) {
            chunks.completed();
        }
    }

    /** What the server refused before it began; what is told while it runs comes of the statement itself. */
    private boolean isOutdated() {
        if (bound || !(failure instanceof PostgresReported reported) || !reported.isOutdated()) {
            return false;
        }
        // Whether or not it is repeated: else it would be refused in each transaction to come.
        if (reported.isUnknown()) {
            texts.forgetAll();
        } else {
            texts.forget(statement.sql());
        }
        return true;
    }

    /** Once, not for nobody, and not in a transaction, which the error has ended. */
    private boolean isRepeatable() {
        return !repeated && demand.isHeard() && client.client().getTransactionStatus() != TransactionStatus.FAILED;
    }

    private void repeat() {
        repeated = true;
        failure = null;
        demand.reopen();
        start();
    }

    /** What the server said before the link broke tells more than that it broke. */
    @Override
    public void onError(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
        fail(failure);
    }

    private void fail(Throwable cause) {
        if (demand.ends()) {
            chunks.failed(cause);
        }
    }
}
