package io.granary.engine.internal.connection;

import io.granary.driver.DriverConnection;
import io.granary.engine.internal.connection.ConnectionCommand.Lend;
import io.granary.engine.internal.connection.ConnectionCommand.Probe;
import io.granary.engine.internal.connection.ConnectionCommand.RunOnce;
import io.granary.engine.internal.connection.ConnectionCommand.TellActivity;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * A connection actor after it gave its connection up: it has no place in the pool any more, nobody holds it, nothing runs.
 *
 * <pre>
 * phase     leaves when                                       to
 * closing   the driver closed it, or the close clock ran out  stopped, once what had come before is answered; after the clock, the link is cut
 * </pre>
 */
final class ClosingConnection {

    private enum Closed implements ConnectionCommand.Own {
        INSTANCE
    }

    private enum CloseOverdue implements ConnectionCommand.Own {
        INSTANCE
    }

    private enum LastCall implements ConnectionCommand.Own {
        INSTANCE
    }

    private final ActorContext<ConnectionCommand> context;
    private final ConnectionSetup setup;
    private final ConnectionReport.Line line;
    private final DriverConnection driver;
    private final Gate gate;
    private boolean ended;

    private ClosingConnection(
            ActorContext<ConnectionCommand> context,
            ConnectionSetup setup,
            ConnectionReport.Line line,
            DriverConnection driver,
            Gate gate) {
        this.context = context;
        this.setup = setup;
        this.driver = driver;
        this.line = line;
        this.gate = gate;
    }

    /** Asks the driver to close, and gives the behaviour until it has. */
    static Behavior<ConnectionCommand> close(
            ActorContext<ConnectionCommand> context,
            TimerScheduler<ConnectionCommand> timers,
            ConnectionSetup setup,
            ConnectionReport.Line line,
            DriverConnection driver,
            Gate gate) {
        ActorRef<ConnectionCommand> self = context.getSelf();
        timers.startSingleTimer(
                CloseOverdue.INSTANCE, CloseOverdue.INSTANCE, setup.options().closeTimeout());
        driver.close().whenComplete((nothing, failure) -> self.tell(Closed.INSTANCE));
        return new ClosingConnection(context, setup, line, driver, gate).closing();
    }

    private Behavior<ConnectionCommand> closing() {
        return LateMessages.behind(Behaviors.receive(ConnectionCommand.class)
                        .onMessage(Closed.class, this::onClosed)
                        .onMessage(CloseOverdue.class, this::onCloseOverdue)
                        .onMessage(LastCall.class, last -> Behaviors.stopped())
                        .onMessage(Lend.class, lend -> cannotBeLent(lend.lease()))
                        .onMessage(RunOnce.class, once -> cannotBeLent(once.lease()))
                        .onMessage(Probe.class, probe -> cannotBeLent(probe.lease()))
                        .onMessage(TellActivity.class, this::onTellActivity))
                .onSignal(PostStop.class, this::onPostStop)
                .build();
    }

    private Behavior<ConnectionCommand> onClosed(Closed closed) {
        ended = true;
        gate.shut();
        context.getSelf().tell(LastCall.INSTANCE);
        return Behaviors.same();
    }

    /** On a link that leads nowhere a driver may wait for the server's word for ever, with a socket and a session of the server behind it. */
    private Behavior<ConnectionCommand> onCloseOverdue(CloseOverdue overdue) {
        context.getLog()
                .warn(
                        "pool [{}]: connection [{}] did not close within [{}] ms; its link is cut",
                        setup.engine(),
                        line.connection(),
                        setup.options().closeTimeout().toMillis());
        driver.abort();
        return onClosed(Closed.INSTANCE);
    }

    private Behavior<ConnectionCommand> cannotBeLent(long lease) {
        line.tell(new ConnectionReport.LendFailed(line.connection(), lease));
        return Behaviors.same();
    }

    private Behavior<ConnectionCommand> onTellActivity(TellActivity ask) {
        line.tell(new ConnectionReport.Activity(line.connection(), ask.question(), 0, Pulse.NONE));
        return Behaviors.same();
    }

    /** With the clock gone nobody would cut the link of a close that does not end. */
    private Behavior<ConnectionCommand> onPostStop(PostStop signal) {
        if (!ended) {
            driver.abort();
        }
        gate.shut();
        return Behaviors.same();
    }
}
