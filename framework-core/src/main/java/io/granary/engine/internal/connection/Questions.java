package io.granary.engine.internal.connection;

import io.granary.driver.DriverConnection;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * What is asked of the server about a statement that runs: to stop it, and whether the link lives. Answers come as {@link StepNews}. Belongs
 * to {@link OperationLine}; its timers are those of the connection actor.
 */
final class Questions {

    /** How often, at most, a server is told within the grace to stop a statement. */
    private static final int ORDERS = 8;

    /** Within which the first row of most statements comes. */
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final ActorRef<ConnectionCommand> self;
    private final TimerScheduler<ConnectionCommand> timers;
    private final ConnectionSetup setup;
    private final DriverConnection driver;

    Questions(
            ActorRef<ConnectionCommand> self,
            TimerScheduler<ConnectionCommand> timers,
            ConnectionSetup setup,
            DriverConnection driver) {
        this.self = self;
        this.timers = timers;
        this.setup = setup;
        this.driver = driver;
    }

    /** Begins to stop the statement of an operation; the grace takes the place of its clock. */
    void stop(long operation) {
        timers.startSingleTimer(
                operation, new StepNews.GraceOver(operation), setup.options().cancelGrace());
        order(operation);
    }

    /** Begins to stop the statement of an operation, and gives the order when a moment has passed; the grace takes the place of its clock. */
    void stopSoon(long operation) {
        timers.startSingleTimer(
                operation, new StepNews.GraceOver(operation), setup.options().cancelGrace());
        Duration share = setup.options().cancelGrace().dividedBy(ORDERS);
        timers.startSingleTimer(
                StepNews.CancelAgain.class,
                new StepNews.CancelAgain(operation),
                share.compareTo(MOMENT) < 0 ? share : MOMENT);
    }

    /** Asks for the sign of life after a statement that the driver has stopped; it must come within the grace. */
    void fenceInTime(long operation) {
        timers.startSingleTimer(
                operation, new StepNews.GraceOver(operation), setup.options().cancelGrace());
        fence(operation);
    }

    /** What was asked about an operation's statement is answered, or does not matter any more. */
    void answered(long operation) {
        timers.cancel(operation);
    }

    /** Gives the order to stop. */
    void order(long operation) {
        Canceller.cancel(setup.canceller(), driver, order -> self.tell(new StepNews.CancelEnded(operation, order)));
    }

    /** A server forgets an order that overtakes its statement: it is given until it has an effect, or the grace is over. */
    void orderAgainSoon(long operation) {
        Duration pause = setup.options().cancelGrace().dividedBy(ORDERS);
        timers.startSingleTimer(StepNews.CancelAgain.class, new StepNews.CancelAgain(operation), pause);
    }

    /** Rows on their way to a driver that stops a statement by itself may take long. */
    void lookAgainSoon(long operation) {
        orderAgainSoon(operation);
    }

    /** Asks for the sign of life after which the connection may be used again. */
    void fence(long operation) {
        driver.ping()
                .whenComplete((answered, silence) ->
                        self.tell(new StepNews.Fenced(operation, silence == null && Boolean.TRUE.equals(answered))));
    }

    /** Asks whether the link outlived a failure that may have been the server's last word; silence is a no. */
    void judge(StepNews.StepFailed failed) {
        long operation = failed.operation();
        timers.startSingleTimer(
                operation,
                new StepNews.Judged(operation, failed.failure(), false),
                setup.options().validateTimeout());
        driver.ping()
                .whenComplete((answered, silence) -> self.tell(new StepNews.Judged(
                        operation, failed.failure(), silence == null && Boolean.TRUE.equals(answered))));
    }
}
