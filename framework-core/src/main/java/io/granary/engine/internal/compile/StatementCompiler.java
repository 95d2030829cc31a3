package io.granary.engine.internal.compile;

import static java.util.Objects.requireNonNull;

import io.granary.dialect.Dialect;
import io.granary.dialect.render.CompilerOptions;
import io.granary.dialect.render.Expansion;
import io.granary.dialect.render.Markers;
import io.granary.dialect.render.Slot;
import io.granary.dialect.render.TextRendering;
import io.granary.dialect.render.ValueArrays;
import io.granary.engine.CacheStatistics;
import io.granary.sql.Executable;
import io.granary.sql.Params;
import io.granary.sql.ParsedText;
import io.granary.sql.SchemaTranslation;
import io.granary.sql.SqlLexer;
import io.granary.sql.StatementShape;
import io.granary.sql.TextClause;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a statement and its parameters what a driver takes. Thread-safe; one for an engine, used on the callers' threads.
 *
 * <p>Compiled statements are cached by text, declared columns and the sizes of expanded lists, the last used ones kept; values are never part of the cache.
 */
public final class StatementCompiler {

    /** Longer texts are rarely executed twice, and a cache full of them would be the heap. */
    private static final int LONGEST_CACHED = 100_000;

    private record Key(String sql, List<String> columns, Optional<Boolean> rows, Map<String, Expansion> expansions) {}

    private final CompilerOptions options;
    private final SqlLexer lexer;
    private final LruCache<String, ParsedText> parsed;
    private final LruCache<Key, CompiledStatement> compiled;

    private final Supplier<Dialect> dialect;
    private volatile TreeCompiler trees;

    private StatementCompiler(CompilerOptions options, Supplier<Dialect> dialect) {
        this.dialect = dialect;
        this.trees = new TreeCompiler(dialect.get(), options);
        this.options = requireNonNull(options, "options");
        this.lexer = SqlLexer.of(options.rules());
        this.parsed = new LruCache<>(options.cacheSize());
        this.compiled = new LruCache<>(options.cacheSize());
    }

    /**
     * {@return a compiler with an empty cache, for a dialect that is known for sure}
     *
     * @param options what to know of the database
     */
    public static StatementCompiler of(CompilerOptions options) {
        return new StatementCompiler(options, options::dialect);
    }

    /**
     * {@return a compiler with an empty cache}
     *
     * @param options what to know of the database
     * @param dialect the dialect as far as it is known
     */
    public static StatementCompiler of(CompilerOptions options, Supplier<Dialect> dialect) {
        return new StatementCompiler(options, dialect);
    }

    /**
     * {@return a statement bound to its parameters, without tags}
     *
     * @param statement what to execute
     * @param sets as {@link #compile(Executable, List, StatementContext)} takes them
     */
    public BoundStatement compile(Executable statement, List<? extends Map<String, ?>> sets) {
        return compile(statement, sets, StatementContext.NONE);
    }

    /**
     * {@return a statement bound to its parameters}
     *
     * @param statement what to execute
     * @param sets one map for each execution; none means one without parameters. Names that the statement has not are ignored
     * @param context what the options of the execution change about it
     * @throws io.granary.error.InvalidRequestException when a value is missing; names the group, counted from zero, when there are several
     * @throws io.granary.error.CompileException when the text cannot be taken apart, a list stands where none can, there are more
     *     values than the database takes, or a string holds NUL where none may
     * @throws io.granary.error.ArgumentException when the statement binds a default to a name it has not
     */
    public BoundStatement compile(Executable statement, List<? extends Map<String, ?>> sets, StatementContext context) {
        return statement instanceof TextClause text
                ? bind(text, sets, context.tags())
                : trees().compile(statement, sets, context);
    }

    /** The dialect is known for sure once a server has answered; what was written for another one is forgotten. */
    private TreeCompiler trees() {
        Dialect now = dialect.get();
        TreeCompiler known = trees;
        if (known.dialect() != now) {
            known = new TreeCompiler(now, options);
            trees = known;
        }
        return known;
    }

    /**
     * {@return a text in the driver's own words, which is sent as it stands}
     *
     * @param sql with the driver's markers
     * @param values by position; a null is bound as {@code Object} unless it is a {@link io.granary.sql.TypedNull}
     * @throws io.granary.error.CompileException when a string, comment or dollar quote in it does not end
     */
    public BoundStatement raw(String sql, List<? extends @Nullable Object> values) {
        ParsedText text = lexer.inspect(sql);
        Params byPosition = byPosition(values);
        Markers markers =
                Markers.of(byPosition.keySet().stream().map(Slot::whole).toList());
        CompiledStatement statement = statement(sql, markers, text, List.of(), text.shape());
        ValueArrays arrays =
                ValueArrays.of(markers, Map.of(), ParameterSets.unchecked(byPosition), options.nulInStrings());
        return new BoundStatement(statement, sql, arrays.arrays(), arrays.nullTypes());
    }

    /** {@return what the caches of compiled statements have done, that of texts and that of built statements} */
    public CacheStatistics cacheStatistics() {
        return compiled.statistics().plus(trees.statistics());
    }

    private BoundStatement bind(TextClause clause, List<? extends Map<String, ?>> maps, Map<String, String> tags) {
        ParsedText text = parse(clause.sql());
        ParameterSets sets = ParameterSets.of(clause, text, maps);
        Map<String, Expansion> expansions = sets.expansions(text);
        CompiledStatement statement = compile(clause, text, expansions);
        ValueArrays arrays = ValueArrays.of(statement.markers(), expansions, sets, options.nulInStrings());
        return new BoundStatement(statement, CommentTags.append(statement, tags), arrays.arrays(), arrays.nullTypes())
                .forEachSet();
    }

    /** Names the values 1, 2 and so on, which is what messages call them. */
    private static Params byPosition(List<? extends @Nullable Object> values) {
        @Nullable Object[] namesAndValues = new @Nullable Object[2 * values.size()];
        for (int i = 0; i < values.size(); i++) {
            namesAndValues[2 * i] = Integer.toString(i + 1);
            namesAndValues[2 * i + 1] = values.get(i);
        }
        return Params.of(namesAndValues);
    }

    private ParsedText parse(String sql) {
        Optional<ParsedText> known = parsed.find(sql);
        if (known.isPresent()) {
            return known.get();
        }
        ParsedText text = lexer.parse(sql);
        if (sql.length() <= LONGEST_CACHED) {
            parsed.put(sql, text);
        }
        return text;
    }

    private CompiledStatement compile(TextClause clause, ParsedText text, Map<String, Expansion> expansions) {
        Key key = new Key(
                clause.sql(), clause.columnNames(), clause.declaredRows(), Collections.unmodifiableMap(expansions));
        Optional<CompiledStatement> known = compiled.find(key);
        if (known.isPresent()) {
            return known.get();
        }
        TextRendering.Rendered rendered =
                TextRendering.of(text.segments(), expansions, SchemaTranslation.NONE, options);
        StatementShape shape = clause.declaredRows()
                .map(rows -> rows ? StatementShape.ROWS : StatementShape.COUNT)
                .orElse(text.shape());
        CompiledStatement statement = statement(rendered.sql(), rendered.markers(), text, clause.columnNames(), shape);
        if (rendered.sql().length() <= LONGEST_CACHED) {
            compiled.put(key, statement);
        }
        return statement;
    }

    private static CompiledStatement statement(
            String sql, Markers markers, ParsedText text, List<String> columns, StatementShape shape) {
        return new CompiledStatement(
                sql,
                markers,
                shape,
                text.verb(),
                columns,
                text.transactionControl(),
                text.changesSession(),
                text.endsInLineComment(),
                new KnownKeys(),
                RowDecoding.NONE);
    }
}
