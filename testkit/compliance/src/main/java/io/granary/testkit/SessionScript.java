package io.granary.testkit;

import io.granary.engine.Result;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.orm.SessionProtocol.Command;
import io.granary.orm.SessionProtocol.Execute;
import io.granary.orm.SessionProtocol.Load;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a played session was told to answer. Thread-safe: tests tell it while it plays. */
final class SessionScript {

    private final Map<Key, Object> rows = new HashMap<>();
    private final List<Failure> failures = new ArrayList<>();
    private @Nullable Function<Execute, Result> executing;
    private @Nullable Function<Load, Optional<?>> loading;

    private record Key(Class<?> type, Object id) {}

    private record Failure(Class<? extends Command> kind, GranaryException cause) {}

    synchronized void have(Object id, Object object) {
        rows.put(new Key(object.getClass(), id), object);
    }

    synchronized Optional<Object> row(Class<?> type, Object id) {
        return Optional.ofNullable(rows.get(new Key(type, id)));
    }

    synchronized boolean has(Object object) {
        return rows.values().stream().anyMatch(known -> known == object);
    }

    /** An object has no row any more; gives what gives it back. */
    synchronized Runnable forget(Object object) {
        Map<Key, Object> gone = new HashMap<>();
        rows.forEach((key, known) -> {
            if (known == object) {
                gone.put(key, known);
            }
        });
        rows.keySet().removeAll(gone.keySet());
        return () -> restore(gone);
    }

    private synchronized void restore(Map<Key, Object> gone) {
        rows.putAll(gone);
    }

    synchronized void execute(Function<Execute, Result> answer) {
        executing = answer;
    }

    synchronized void load(Function<Load, Optional<?>> answer) {
        loading = answer;
    }

    synchronized void fail(Class<? extends Command> kind, GranaryException cause) {
        failures.add(new Failure(kind, cause));
    }

    synchronized Optional<GranaryException> failure(Command command) {
        for (Iterator<Failure> all = failures.iterator(); all.hasNext(); ) {
            Failure next = all.next();
            if (next.kind().isInstance(command)) {
                all.remove();
                return Optional.of(next.cause());
            }
        }
        return Optional.empty();
    }

    Result result(Execute execute) {
        Function<Execute, Result> known;
        synchronized (this) {
            known = executing;
        }
        if (known == null) {
            throw unknown("a statement", "executing(...)");
        }
        return known.apply(execute);
    }

    Optional<?> loaded(Load load) {
        Function<Load, Optional<?>> known;
        synchronized (this) {
            known = loading;
        }
        if (known == null) {
            throw unknown("what a relationship has", "loading(...)");
        }
        return known.apply(load);
    }

    private static InvalidRequestException unknown(String what, String remedy) {
        return InvalidRequestException.of(
                "The played session was asked for " + what + ", and was not told what to answer.",
                "Tell the probe by " + remedy + ", or test with a database.");
    }
}
