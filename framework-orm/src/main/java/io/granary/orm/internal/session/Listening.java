package io.granary.orm.internal.session;

import io.granary.orm.SessionListener;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Who listens to sessions, and to what: to those moments whose methods its class overrides. Found once for all sessions of a maker. */
public final class Listening {

    private static final Listening NOBODY = new Listening(List.of());

    private final Map<Occasion, List<SessionListener>> hearing = new EnumMap<>(Occasion.class);
    private final boolean silent;

    /** A method of listeners; no two of them have one name. */
    enum Occasion {
        AFTER_OPEN("afterOpen"),
        AFTER_CLOSE("afterClose"),
        AFTER_BEGIN("afterBegin"),
        AFTER_TRANSACTION_CREATE("afterTransactionCreate"),
        AFTER_TRANSACTION_END("afterTransactionEnd"),
        BEFORE_COMMIT("beforeCommit"),
        AFTER_COMMIT("afterCommit"),
        AFTER_ROLLBACK("afterRollback"),
        AFTER_SOFT_ROLLBACK("afterSoftRollback"),
        BEFORE_FLUSH("beforeFlush"),
        AFTER_FLUSH("afterFlush"),
        AFTER_FLUSH_POSTEXEC("afterFlushPostexec"),
        BEFORE_ATTACH("beforeAttach"),
        AFTER_ATTACH("afterAttach"),
        ON_TRANSITION("onTransition"),
        BEFORE_EXECUTE("beforeExecute"),
        AFTER_BULK_UPDATE("afterBulkUpdate"),
        AFTER_BULK_DELETE("afterBulkDelete");

        private final String method;

        Occasion(String method) {
            this.method = method;
        }

        private boolean isHeardBy(SessionListener listener) {
            return Stream.of(listener.getClass().getMethods())
                    .anyMatch(found ->
                            found.getName().equals(method) && found.getDeclaringClass() != SessionListener.class);
        }
    }

    private Listening(List<SessionListener> listeners) {
        for (Occasion moment : Occasion.values()) {
            hearing.put(moment, listeners.stream().filter(moment::isHeardBy).toList());
        }
        this.silent = hearing.values().stream().allMatch(List::isEmpty);
    }

    /**
     * {@return who of these listens to what}
     *
     * @param listeners all of them, in order
     */
    public static Listening of(List<SessionListener> listeners) {
        return listeners.isEmpty() ? NOBODY : new Listening(listeners);
    }

    /**
     * Tells that a session is opened.
     *
     * @param info its notes
     * @param opener where in the program; asked for only if somebody listens
     */
    public void opened(Map<String, Object> info, Supplier<String> opener) {
        if (hears(Occasion.AFTER_OPEN)) {
            String place = opener.get();
            to(Occasion.AFTER_OPEN).forEach(listener -> listener.afterOpen(info, place));
        }
    }

    boolean isSilent() {
        return silent;
    }

    List<SessionListener> to(Occasion moment) {
        return Objects.requireNonNull(hearing.get(moment));
    }

    // Asked for each session and statement, so without streams.
    boolean hears(Occasion... moments) {
        for (Occasion moment : moments) {
            if (!to(moment).isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
