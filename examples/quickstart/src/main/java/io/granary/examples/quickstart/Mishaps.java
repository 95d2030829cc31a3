package io.granary.examples.quickstart;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.error.UniqueViolationException;
import io.granary.examples.cities.City;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What goes wrong on purpose, and how a program goes on. */
final class Mishaps {

    private Mishaps() {}

    /** Removes a country's cities within a transaction, thinks better of it, and rolls back. */
    static CompletionStage<Undone> changeOfMind(AsyncEngine engine, String country) {
        return engine.connect(connection -> CityTable.count(connection)
                .thenCompose(before -> CityTable.remove(connection, country)
                        .thenCompose(removed -> CityTable.count(connection))
                        .thenCompose(within -> connection
                                .rollback()
                                .thenCompose(done -> CityTable.count(connection))
                                .thenApply(after -> new Undone(before, within, after)))));
    }

    /** {@return completes with the name of the constraint that a second city of the same number violates} */
    static CompletionStage<String> duplicate(AsyncEngine engine, City city) {
        return engine.begin(connection -> CityTable.insert(connection, List.of(city)))
                .handle((inserted, failure) -> expected(failure).constraint().orElse("(unnamed)"));
    }

    /**
     * Adds two cities in one transaction, with a mistake between them that a savepoint confines.
     *
     * @param engine the database
     * @param first a new city
     * @param known a city that exists already
     * @param second another new city
     * @return completes with how many cities the transaction added
     */
    static CompletionStage<Long> goOnAfter(AsyncEngine engine, City first, City known, City second) {
        return engine.begin(connection -> CityTable.insert(connection, List.of(first))
                .thenCompose(one -> insertUnlessKnown(connection, known)
                        .thenCompose(none -> CityTable.insert(connection, List.of(second)))
                        .thenApply(another -> one + another)));
    }

    /** Without the savepoint, the refusal would leave the whole transaction with nothing to do but to roll back. */
    private static CompletionStage<Long> insertUnlessKnown(AsyncConnection connection, City city) {
        return connection
                .beginNested(savepoint -> CityTable.insert(savepoint, List.of(city)))
                .exceptionally(failure -> {
                    expected(failure);
                    return 0L;
                });
    }

    /** The one failure that was meant to happen; any other goes on as it is. */
    private static UniqueViolationException expected(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof UniqueViolationException refusal) {
            return refusal;
        }
        throw cause == null
                ? new IllegalStateException("The database took the same city twice.")
                : new CompletionException(cause);
    }
}
