package io.granary.orm;

import static java.util.Objects.requireNonNull;

import io.granary.engine.Result;
import io.granary.sql.Executable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A statement that a session is about to run. Immutable.
 *
 * @param kind what it is for
 * @param statement the statement
 * @param parameters values by name, a map for each run; none for one run without values
 * @param options how it is run
 * @param result what is answered without asking the database; empty to ask it
 */
public record SessionStatement(
        Kind kind,
        Executable statement,
        List<? extends Map<String, ?>> parameters,
        StatementOptions options,
        Optional<Result> result) {

    /** What a statement is for. */
    public enum Kind {
        /** The user runs it, and gets its whole result. */
        EXECUTE,
        /** The user reads its rows as they come. */
        STREAM,
        /**
         * The session loads objects: by key, again, or at a relationship. It may get other conditions, while what it selects
         * has to stay, and so its order.
         */
        LOAD
    }

    /** Copies the list. */
    public SessionStatement {
        requireNonNull(kind, "kind");
        requireNonNull(statement, "statement");
        requireNonNull(options, "options");
        requireNonNull(result, "result");
        parameters = List.copyOf(parameters);
    }

    /** {@return the first set of values; none if there is none} */
    public Map<String, ?> first() {
        return parameters.isEmpty() ? Map.of() : parameters.get(0);
    }

    /**
     * {@return this with another statement}
     *
     * @param other what is run instead
     */
    public SessionStatement withStatement(Executable other) {
        return new SessionStatement(kind, other, parameters, options, result);
    }

    /**
     * {@return this with other values}
     *
     * @param other values by name, a map for each run
     */
    public SessionStatement withParameters(List<? extends Map<String, ?>> other) {
        return new SessionStatement(kind, statement, other, options, result);
    }

    /**
     * {@return this with other options}
     *
     * @param other how it is run
     */
    public SessionStatement withOptions(StatementOptions other) {
        return new SessionStatement(kind, statement, parameters, other, result);
    }

    /**
     * {@return this with an answer, so that the database is not asked; a stream is read from the database all the same}
     *
     * @param answer what is answered, as it is
     */
    public SessionStatement withResult(Result answer) {
        return new SessionStatement(kind, statement, parameters, options, Optional.of(answer));
    }
}
