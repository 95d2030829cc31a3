package io.granary.engine.internal.connection;

import io.granary.dialect.ConnectTrouble;
import io.granary.dialect.Dialect;
import io.granary.dialect.ErrorKind;
import io.granary.dialect.ServerFacts;
import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.TlsProblem;
import io.granary.engine.internal.Failures;
import io.granary.engine.internal.TlsRefusals;
import io.granary.error.DatabaseError;
import io.granary.error.DisconnectedException;
import io.granary.error.GranaryException;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection actor before its connection is open.
 *
 * <pre>
 * phase     leaves when                                          to
 * opening   driver gives a connection                            probing (first of the engine) or {@link ConnectionActor}
 *           driver fails, or the connect clock runs out          stopped
 * probing   the server told about itself                         {@link ConnectionActor}
 *           it did not, or the connect clock runs out            stopped
 * telling   the server was told what it does by itself           {@link ConnectionActor}
 *           it refused what is needed, or the clock runs out     stopped
 * </pre>
 *
 * A connection that comes after this actor stopped is closed as soon as it comes, and cut if that does not end: a connect is never cancelled.
 */
public final class OpeningConnection {

    private record Connected(DriverConnection driver) implements ConnectionCommand.Own {}

    private record Failed(DriverException failure) implements ConnectionCommand.Own {}

    private record Probed(StatementRows rows) implements ConnectionCommand.Own {}

    private enum Told implements ConnectionCommand.Own {
        INSTANCE
    }

    private record Refused(DriverException failure) implements ConnectionCommand.Own {}

    private enum TimedOut implements ConnectionCommand.Own {
        INSTANCE
    }

    private static final int PROBE_COLUMNS = 3;
    private static final int DEEPEST_CAUSE = 20;

    private final ActorContext<ConnectionCommand> context;
    private final TimerScheduler<ConnectionCommand> timers;
    private final ConnectionSetup setup;
    private final ConnectionReport.Line line;
    private final boolean probe;
    private final CompletionStage<DriverConnection> pending;
    private final Deque<SessionSetting> untold = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private Optional<ServerFacts> facts = Optional.empty();
    private @Nullable DriverConnection driver;
    private boolean handedOver;

    private OpeningConnection(
            ActorContext<ConnectionCommand> context,
            TimerScheduler<ConnectionCommand> timers,
            ConnectionSetup setup,
            ConnectionReport.Line line,
            boolean probe) {
        this.context = context;
        this.timers = timers;
        this.setup = setup;
        this.line = line;
        this.probe = probe;
        timers.startSingleTimer(
                TimedOut.INSTANCE, TimedOut.INSTANCE, setup.options().connectTimeout());
        this.pending = open(setup.driver());
        context.pipeToSelf(
                pending,
                (opened, failure) -> failure == null ? new Connected(opened) : new Failed(DriverException.of(failure)));
    }

    /** A driver that throws has failed like any other; else its actor would end without a word, and be tried again at once. */
    private static CompletionStage<DriverConnection> open(Driver driver) {
        try {
            return driver.open();
        } catch (Throwable defect) {
            return CompletableFuture.failedFuture(defect);
        }
    }

    /**
     * {@return an actor that opens a connection and reports what becomes of it}
     *
     * @param setup what every connection actor of the engine is given
     * @param line where to report, and as which connection
     * @param probe whether this connection asks the server about itself before it is used
     */
    public static Behavior<ConnectionCommand> create(ConnectionSetup setup, ConnectionReport.Line line, boolean probe) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new OpeningConnection(context, timers, setup, line, probe).opening()));
    }

    private Behavior<ConnectionCommand> opening() {
        return Behaviors.receive(ConnectionCommand.class)
                .onMessage(Connected.class, this::onConnected)
                .onMessage(Probed.class, this::onProbed)
                .onMessage(Told.class, this::onTold)
                .onMessage(Refused.class, this::onRefused)
                .onMessage(Failed.class, failed -> fail(failed.failure()))
                .onMessage(TimedOut.class, timedOut -> fail(tooSlow(), ConnectTrouble.UNREACHABLE))
                .onMessage(ConnectionCommand.Retire.class, retire -> Behaviors.stopped())
                .onSignal(PostStop.class, this::onPostStop)
                .build();
    }

    private Behavior<ConnectionCommand> onConnected(Connected connected) {
        DriverConnection opened = new GuardedConnection(connected.driver());
        driver = opened;
        if (!probe) {
            return tell(opened, setup.dialect().get());
        }
        ActorRef<ConnectionCommand> self = context.getSelf();
        String sql = setup.dialect().get().probe(opened.server().product());
        DriverExecution execution = opened.execute(
                new DriverStatement(sql, List.of(), DriverStatement.Returns.ROWS, 0, 1),
                new RowCollector(rows -> self.tell(new Probed(rows)), failure -> self.tell(new Failed(failure))));
        execution.request(DriverExecution.ALL);
        return Behaviors.same();
    }

    private Behavior<ConnectionCommand> onProbed(Probed probed) {
        DriverConnection open = driver;
        List<Object[]> rows = probed.rows().rows();
        if (open == null || rows.isEmpty() || rows.get(0).length < PROBE_COLUMNS) {
            return fail(DriverException.fault("the server said nothing about itself", null));
        }
        Object[] row = rows.get(0);
        ServerFacts learned = new ServerFacts(
                open.server().product(),
                text(row[0]).orElseGet(() -> open.server().version()),
                text(row[1]),
                text(row[2]),
                row.length > PROBE_COLUMNS ? text(row[PROBE_COLUMNS]) : Optional.empty());
        facts = Optional.of(learned);
        return tell(open, setup.dialect().get().refinedBy(learned));
    }

    private static Optional<String> text(@Nullable Object value) {
        return Optional.ofNullable(value).map(String::valueOf);
    }

    private Behavior<ConnectionCommand> tell(DriverConnection opened, Dialect dialect) {
        untold.addAll(SessionSetting.of(dialect, setup.options()));
        return tellNext(opened);
    }

    private Behavior<ConnectionCommand> tellNext(DriverConnection opened) {
        SessionSetting next = untold.peek();
        if (next == null) {
            return open(opened);
        }
        ActorRef<ConnectionCommand> self = context.getSelf();
        opened.execute(
                        new DriverStatement(next.sql(), List.of(), DriverStatement.Returns.UNKNOWN, 0, 1),
                        new RowCollector(rows -> self.tell(Told.INSTANCE), failure -> self.tell(new Refused(failure))))
                .request(DriverExecution.ALL);
        return Behaviors.same();
    }

    private Behavior<ConnectionCommand> onTold(Told answer) {
        told.add(untold.remove().sql());
        return driver == null ? Behaviors.same() : tellNext(driver);
    }

    private Behavior<ConnectionCommand> onRefused(Refused refused) {
        DriverException failure = refused.failure();
        DriverConnection opened = driver;
        if (opened == null
                || untold.remove().needed()
                || failure.origin() != DriverException.Origin.REPORTED
                || !opened.alive()) {
            return fail(failure);
        }
        if (probe) {
            context.getLog().debug("engine [{}]: the server does without: {}", setup.engine(), failure.message());
        }
        return tellNext(opened);
    }

    private Behavior<ConnectionCommand> open(DriverConnection opened) {
        handedOver = true;
        timers.cancel(TimedOut.INSTANCE);
        Behavior<ConnectionCommand> next = ConnectionActor.open(context, timers, setup, line, opened, told);
        line.tell(new ConnectionReport.Opened(line.connection(), facts));
        return next;
    }

    private Behavior<ConnectionCommand> fail(DriverException failure) {
        return fail(failure(setup, failure), trouble(setup, failure));
    }

    private Behavior<ConnectionCommand> fail(GranaryException failure, ConnectTrouble trouble) {
        line.tell(new ConnectionReport.OpenFailed(line.connection(), failure, trouble));
        return Behaviors.stopped();
    }

    /** A certificate that is not trusted is no broken link, whatever the driver makes of it. */
    static ConnectTrouble trouble(ConnectionSetup setup, DriverException failure) {
        Throwable cause = failure.getCause();
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof GeneralSecurityException || cause instanceof SSLPeerUnverifiedException) {
                return ConnectTrouble.REFUSED;
            }
            cause = cause.getCause();
        }
        return setup.dialect().get().connectTrouble(Failures.error(failure, null, null, true));
    }

    /** What is told to who wanted the connection. */
    static GranaryException failure(ConnectionSetup setup, DriverException failure) {
        TlsProblem problem = failure.tlsProblem();
        if (problem != null) {
            return TlsRefusals.exception(problem, failure);
        }
        ErrorKind kind = Failures.kind(setup.dialect().get(), failure, true);
        // Whatever a driver calls it: a link that could not be made is no defect of the database.
        ErrorKind shown = kind == ErrorKind.INTERNAL || kind == ErrorKind.OTHER ? ErrorKind.DISCONNECTED : kind;
        return Failures.exception(shown, Failures.error(failure, null, null, true), failure);
    }

    private GranaryException tooSlow() {
        return new DisconnectedException(
                new DatabaseError(
                        "no connection within the connect timeout of "
                                + setup.options().connectTimeout() + ", handshake included",
                        null,
                        0,
                        null,
                        null,
                        null,
                        true),
                null);
    }

    private Behavior<ConnectionCommand> onPostStop(PostStop signal) {
        if (!handedOver) {
            UnheldConnection unheld = new UnheldConnection(context, setup);
            pending.thenAccept(unheld::close);
        }
        return Behaviors.same();
    }
}
