package io.granary.engine;

import io.granary.engine.internal.Arguments;
import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.sql.SchemaTranslation;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How statements are executed. Each option may be unset, so that layers can be laid over each other: those of the engine, those
 * of a view of it, and those of a view of a connection, by {@code withOptions}; see {@link #merge}. Statements and calls carry none.
 * Immutable.
 *
 * @see <a href="https://docs.sqlalchemy.org/en/20/core/connections.html#sqlalchemy.engine.Connection.execution_options">Execution
 *     options of SQLAlchemy</a>
 */
public final class ExecutionOptions {

    private static final ExecutionOptions NONE = new ExecutionOptions(new Parts(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of()));

    /** The limit is an Optional of its own: present and empty is "off", said by this layer. */
    private record Parts(
            Optional<IsolationLevel> isolationLevel,
            Optional<Boolean> readOnly,
            Optional<Optional<Duration>> statementTimeout,
            OptionalInt fetchSize,
            Optional<Duration> maxHold,
            Optional<Boolean> preserveRowCount,
            Optional<SchemaTranslation> schemas,
            Map<String, String> tags) {}

    /** Parts that are being changed. */
    private static final class Draft {

        private Optional<IsolationLevel> isolationLevel;
        private Optional<Boolean> readOnly;
        private Optional<Optional<Duration>> statementTimeout;
        private OptionalInt fetchSize;
        private Optional<Duration> maxHold;
        private Optional<Boolean> preserveRowCount;
        private Optional<SchemaTranslation> schemas;
        private Map<String, String> tags;

        Draft(Parts from) {
            isolationLevel = from.isolationLevel();
            readOnly = from.readOnly();
            statementTimeout = from.statementTimeout();
            fetchSize = from.fetchSize();
            maxHold = from.maxHold();
            preserveRowCount = from.preserveRowCount();
            schemas = from.schemas();
            tags = from.tags();
        }

        /** Lays other parts over these. */
        void under(Parts above) {
            isolationLevel = above.isolationLevel().or(() -> isolationLevel);
            readOnly = above.readOnly().or(() -> readOnly);
            statementTimeout = above.statementTimeout().or(() -> statementTimeout);
            fetchSize = above.fetchSize().isPresent() ? above.fetchSize() : fetchSize;
            maxHold = above.maxHold().or(() -> maxHold);
            preserveRowCount = above.preserveRowCount().or(() -> preserveRowCount);
            schemas = above.schemas().or(() -> schemas);
            above.tags().forEach(this::tag);
        }

        void tag(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(tags);
            more.put(name, value);
            tags = Collections.unmodifiableMap(more);
        }

        Parts parts() {
            return new Parts(
                    isolationLevel, readOnly, statementTimeout, fetchSize, maxHold, preserveRowCount, schemas, tags);
        }
    }

    private final Parts parts;

    private ExecutionOptions(Parts parts) {
        this.parts = parts;
    }

    /** {@return options of which none is set} */
    public static ExecutionOptions none() {
        return NONE;
    }

    /**
     * {@return the options that result from layers; of each option the last layer wins that sets it, and tags win name by name}
     *
     * @param layers from the lowest to the highest, such as those of an engine and of a connection
     */
    public static ExecutionOptions merge(ExecutionOptions... layers) {
        ExecutionOptions merged = NONE;
        for (ExecutionOptions layer : layers) {
            merged = merged.with(draft -> draft.under(layer.parts));
        }
        return merged;
    }

    /** {@return the level of isolation of the transactions to come} */
    public Optional<IsolationLevel> isolationLevel() {
        return parts.isolationLevel();
    }

    /** {@return whether the transactions to come may only read; without effect under autocommit, which has no transactions} */
    public Optional<Boolean> readOnly() {
        return parts.readOnly();
    }

    /** {@return how long a statement may run; empty when unset and when it is off, see {@link #statementTimeoutOff()}} */
    public Optional<Duration> statementTimeout() {
        return parts.statementTimeout().orElse(Optional.empty());
    }

    /** {@return whether this says that a statement may run for any length of time} */
    public boolean statementTimeoutOff() {
        return parts.statementTimeout().filter(Optional::isEmpty).isPresent();
    }

    /**
     * {@return how long a statement may run under these options, empty for any length of time}
     *
     * @param engine gives the limit where these options leave it unset
     */
    public Optional<Duration> statementTimeout(EngineOptions engine) {
        return parts.statementTimeout().orElseGet(engine::statementTimeout);
    }

    /** {@return how many rows the driver fetches at a time, at least 1; unset, all come at once} */
    public OptionalInt fetchSize() {
        return parts.fetchSize();
    }

    /** {@return how long a stream may hold its connection; empty for any length of time} */
    public Optional<Duration> maxHold() {
        return parts.maxHold();
    }

    /**
     * {@return whether the number of matched rows is asked of the driver for statements that give rows too}
     *
     * <p>No effect so far: a result in memory has its rows counted in any case.
     */
    public Optional<Boolean> preserveRowCount() {
        return parts.preserveRowCount();
    }

    /** {@return the schemas that tables of built statements are in, by the names they give; {@link SchemaTranslation#NONE} when unset} */
    public SchemaTranslation schemaTranslation() {
        return parts.schemas().orElse(SchemaTranslation.NONE);
    }

    /** {@return what a comment in the SQL says about its sender, in order; unmodifiable} */
    public Map<String, String> tags() {
        return parts.tags();
    }

    /**
     * {@return a copy with a level of isolation}
     *
     * @param level takes effect with the next transaction
     */
    public ExecutionOptions withIsolationLevel(IsolationLevel level) {
        return with(draft -> draft.isolationLevel = Optional.of(level));
    }

    /** {@return a copy with {@link IsolationLevel#AUTOCOMMIT}} */
    public ExecutionOptions autocommit() {
        return withIsolationLevel(IsolationLevel.AUTOCOMMIT);
    }

    /**
     * {@return a copy that says whether transactions may only read}
     *
     * <p>H2 has no such transactions: beginning one there fails with {@link io.granary.error.NotSupportedException}.
     *
     * @param readOnly whether the database refuses to write
     */
    public ExecutionOptions withReadOnly(boolean readOnly) {
        return with(draft -> draft.readOnly = Optional.of(readOnly));
    }

    /**
     * {@return a copy with a limit to how long a statement may run}
     *
     * @param limit 1 ms to 24 days
     */
    public ExecutionOptions withStatementTimeout(Duration limit) {
        EngineSettings.STATEMENT_TIMEOUT.checked(Optional.of(limit));
        return with(draft -> draft.statementTimeout = Optional.of(Optional.of(limit)));
    }

    /** {@return a copy in which a statement may run for any length of time, whatever the layers below say} */
    public ExecutionOptions withoutStatementTimeout() {
        return with(draft -> draft.statementTimeout = Optional.of(Optional.empty()));
    }

    /**
     * {@return a copy with a number of rows to fetch at a time}
     *
     * @param rows at least 1
     */
    public ExecutionOptions withFetchSize(int rows) {
        if (rows < 1) {
            throw new ArgumentException(
                    ErrorReport.of(ErrorCode.ARGUMENT, "The option fetch-size is " + rows + "; it must be at least 1.")
                            .with("option", "fetch-size")
                            .hint("Leave it unset to let the driver choose."));
        }
        return with(draft -> draft.fetchSize = OptionalInt.of(rows));
    }

    /**
     * {@return a copy with a limit to how long a stream or a copy may hold its connection, from when its statement is sent until its last row is taken or given, or it is given
     * up}
     *
     * <p>A stream that takes longer fails with {@link io.granary.error.StreamTooSlowException}, whatever its reader is doing, and its statement is stopped. So does a copy
     * ({@link AsyncConnection#copyIn}), whatever its data is doing. Other statements know no such limit.
     *
     * @param limit 1 ms to 24 days
     * @throws ArgumentException if it is anything else
     */
    public ExecutionOptions withMaxHold(Duration limit) {
        if (!Arguments.isRunnable(Arguments.given(limit, "limit"))) {
            throw new ArgumentException(ErrorReport.of(
                            ErrorCode.ARGUMENT,
                            "The option max-hold is " + limit + "; it must be from 1 ms to 24 days.")
                    .with("option", "max-hold")
                    .hint("Leave it unset to let streams take their time."));
        }
        return with(draft -> draft.maxHold = Optional.of(limit));
    }

    /**
     * {@return a copy that says whether to keep row counts}
     *
     * <p>No effect so far, see {@link #preserveRowCount()}.
     *
     * @param preserve whether to ask for the count even where the statement gives rows
     */
    public ExecutionOptions withPreserveRowCount(boolean preserve) {
        return with(draft -> draft.preserveRowCount = Optional.of(preserve));
    }

    /**
     * {@return a copy under which the tables of built statements are in other schemas than they name: one set of tables for every tenant}
     *
     * <p>{@code createAll} and {@code dropAll} follow it. Text and the names of types are left as they are. It takes the place of the whole translation of the
     * layers below.
     *
     * @param names the schema to use for each schema that tables name; an empty text on the left stands for those that name none, one on the right for writing
     *     none
     * @throws ArgumentException when one of them is null
     * @see <a href="https://docs.sqlalchemy.org/en/20/core/connections.html#translation-of-schema-names">Translation of schema names of
     *     SQLAlchemy</a>
     */
    public ExecutionOptions withSchemaTranslation(Map<String, String> names) {
        SchemaTranslation translation = new SchemaTranslation(names);
        return with(draft -> draft.schemas = Optional.of(translation));
    }

    /**
     * {@return a copy with a tag, which replaces one of the same name}
     *
     * @param name a letter, then letters, digits, {@code _}, {@code .} and {@code -} of ASCII; 64 at most
     * @param value up to 256 characters, none of them a control character, a line separator or an invisible one, and without
     *     {@code /*} and {@code *}{@code /}
     */
    public ExecutionOptions withTag(String name, String value) {
        StatementTags.check(name, value);
        return with(draft -> draft.tag(name, value));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ExecutionOptions that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    /** {@return the options that are set} */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "{", "}");
        isolationLevel().ifPresent(level -> text.add("isolation-level=" + OptionText.shown(level)));
        readOnly().ifPresent(flag -> text.add("read-only=" + flag));
        parts.statementTimeout().ifPresent(limit -> text.add("statement-timeout=" + OptionText.shown(limit)));
        fetchSize().ifPresent(rows -> text.add("fetch-size=" + rows));
        maxHold().ifPresent(limit -> text.add("max-hold=" + OptionText.shown(limit)));
        preserveRowCount().ifPresent(flag -> text.add("preserve-row-count=" + flag));
        parts.schemas().ifPresent(translation -> text.add("schema-translation=" + translation.names()));
        if (!tags().isEmpty()) {
            text.add("tags=" + OptionText.masked(tags()));
        }
        return text.toString();
    }

    private ExecutionOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(parts);
        change.accept(draft);
        return new ExecutionOptions(draft.parts());
    }
}
