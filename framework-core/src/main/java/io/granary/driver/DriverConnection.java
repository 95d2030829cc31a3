package io.granary.driver;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * One physical connection.
 *
 * <p>Owned by one caller, which runs one operation at a time: the next call is made only when the stage, or the receiver, of the one
 * before has ended. {@link #cancel()}, {@link #alive()}, {@link #close()} and {@link #abort()} may be called at any time. Stages fail with
 * {@link DriverException} only.
 */
public interface DriverConnection {

    /** {@return what the server said of itself at the handshake} */
    ServerInfo server();

    /**
     * Starts a statement. Nothing is delivered before the returned execution is asked for chunks.
     *
     * @param statement what to run
     * @param receiver gets columns, rows and counts, then one end; its calls never overlap
     * @return how to ask for more, and how to stop
     */
    DriverExecution execute(DriverStatement statement, RowReceiver receiver);

    /**
     * Begins a transaction.
     *
     * @param mode isolation and access; what it leaves open is the server's default
     * @return completes when the transaction is open
     */
    CompletionStage<Void> begin(TransactionMode mode);

    /** {@return whether some statements can begin their transaction, so that it is worth to put that off until the first comes} */
    default boolean beginsWithStatements() {
        return false;
    }

    /**
     * {@return whether {@link #executeFirst} can run a statement; nothing is sent for that}
     *
     * @param statement which
     */
    default boolean beginsWith(DriverStatement statement) {
        return false;
    }

    /**
     * Begins a transaction, and starts its first statement with the same message. If the transaction cannot be begun, the server does not run the statement, and the receiver
     * is told why.
     *
     * @param mode isolation and access, as {@link #begin} takes them
     * @param statement one that {@link #beginsWith} can run
     * @param receiver gets what {@link #execute} gives
     * @return how to ask for more; nothing is sent before that
     */
    default DriverExecution executeFirst(TransactionMode mode, DriverStatement statement, RowReceiver receiver) {
        throw new UnsupportedOperationException("this driver begins transactions by themselves");
    }

    /** {@return completes when the transaction is durable; a failure does not always mean that it is not} */
    CompletionStage<Void> commit();

    /** {@return completes when the transaction is undone; without one, at once} */
    CompletionStage<Void> rollback();

    /**
     * Sets a savepoint.
     *
     * @param name its name: letters of ASCII, digits and underscores, no digit first
     * @return completes when it is set
     */
    CompletionStage<Void> savepoint(String name);

    /**
     * Forgets a savepoint and those after it; their work stays.
     *
     * @param name its name
     * @return completes when it is gone
     */
    CompletionStage<Void> releaseSavepoint(String name);

    /**
     * Undoes what came after a savepoint; the savepoint stays.
     *
     * @param name its name
     * @return completes when it is undone
     */
    CompletionStage<Void> rollbackToSavepoint(String name);

    /** {@return whether the link is not yet known to be dead; costs no trip and proves nothing} */
    boolean alive();

    /** {@return completes with whether the server answered; costs a trip and has no time limit of its own} */
    CompletionStage<Boolean> ping();

    /**
     * Asks the server to stop the running statement. Its receiver still gets an end, from the server, when it obeys.
     *
     * @return completes, once the request has reached the server, with whether the driver knows how to ask; not with whether the server
     *     obeyed
     */
    CompletionStage<Boolean> cancel();

    /**
     * {@return whether a statement with a fetch size ends on the server soon after {@link DriverExecution#cancel()}, with nothing done to its transaction}; where
     * it does not, its rows have to be taken to the end, or the statement stopped by {@link #cancel()}
     */
    default boolean endsUnheard() {
        return false;
    }

    /**
     * {@return whether a statement on this connection is stopped from aside, by {@link #cancelOther} on another connection, because {@link
     * #cancel()} cannot do it}
     *
     * <p>Of a statement that was stopped, and is not listened to any more ({@link DriverExecution#cancel()}), the driver takes what is on its way and drops
     * it; a {@link #ping()} is answered behind that.
     */
    default boolean isCancelledFromAside() {
        return false;
    }

    /**
     * Asks the server, over this connection, to stop what runs on another one.
     *
     * @param victim a connection of the same driver that {@link #isCancelledFromAside()}
     * @return completes when the server took the order; the victim's receiver gets its end apart from that
     */
    default CompletionStage<Void> cancelOther(DriverConnection victim) {
        return CompletableFuture.failedFuture(
                DriverException.fault("this driver stops no statement on another connection", null));
    }

    /** {@return whether {@link #copyIn} is known here} */
    default boolean supportsCopy() {
        return false;
    }

    /**
     * Runs a statement that takes its rows from this side. Data that fails ends it on the server, which then says so; after the end of the stage nothing
     * more is asked of the data.
     *
     * @param sql the text, in the database's own words
     * @param data what is sent, asked for as the link takes it; its signals never overlap
     * @return completes with how many rows the server took
     */
    default CompletionStage<Long> copyIn(String sql, Flow.Publisher<ByteBuffer> data) {
        return CompletableFuture.failedFuture(DriverException.fault("this driver copies nothing in", null));
    }

    /** {@return whether {@link #notifications} is known here} */
    default boolean supportsNotifications() {
        return false;
    }

    /**
     * Tells what the server tells this session of its own accord, from now on and until the link is gone. To be called once, beside whatever runs.
     *
     * @param receiver gets what is told, and the loss of the link as soon as that is known
     */
    default void notifications(NotificationReceiver receiver) {
        receiver.lost(DriverException.fault("this driver tells nothing of its own accord", null));
    }

    /** {@return completes when the link is closed; may never complete on a half-open link, so callers need a clock} */
    CompletionStage<Void> close();

    /**
     * Lets go of a connection whose {@link #close()} does not end: cuts its link without a word to the server, which may be out of reach. The stage of the close may
     * end of it, or never. A driver that has no link of its own to cut does nothing. May be called at any time, more than once, and from any thread; it does not wait.
     */
    default void abort() {}

    /** {@return the driver's own connection, for what the port has no word for} */
    Object unwrap();
}
