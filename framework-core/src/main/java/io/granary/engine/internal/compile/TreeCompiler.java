package io.granary.engine.internal.compile;

import io.granary.dialect.Dialect;
import io.granary.dialect.render.CompilerOptions;
import io.granary.dialect.render.Execution;
import io.granary.dialect.render.Expansion;
import io.granary.dialect.render.Paging;
import io.granary.dialect.render.RenderedStatement;
import io.granary.dialect.render.ShapeKey;
import io.granary.dialect.render.TextRendering;
import io.granary.dialect.render.TreeValues;
import io.granary.dialect.render.ValueArrays;
import io.granary.engine.CacheStatistics;
import io.granary.sql.Executable;
import io.granary.sql.SchemaTranslation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes of built statements what a driver takes, for one dialect. Thread-safe. Statements of one shape are written once, and once for each size of
 * their lists.
 */
final class TreeCompiler {

    private record Sized(RenderedStatement statement, Map<String, Expansion> expansions, SchemaTranslation schemas) {}

    private final Dialect dialect;
    private final CompilerOptions options;
    private final LruCache<ShapeKey, RenderedStatement> rendered;
    private final LruCache<Sized, CompiledStatement> compiled;

    TreeCompiler(Dialect dialect, CompilerOptions options) {
        this.dialect = dialect;
        this.options = options;
        this.rendered = new LruCache<>(options.cacheSize());
        this.compiled = new LruCache<>(options.cacheSize());
    }

    Dialect dialect() {
        return dialect;
    }

    CacheStatistics statistics() {
        return rendered.statistics();
    }

    BoundStatement compile(Executable statement, List<? extends Map<String, ?>> sets, StatementContext context) {
        // The first set says which columns are written.
        ShapeKey key = ShapeKey.of(
                statement,
                sets.isEmpty() ? List.of() : sets.get(0).keySet(),
                sets.size() <= 1 ? Execution.ONE_SET : Execution.SEVERAL_SETS);
        RenderedStatement written = rendered(statement, key);
        SetNames.require(statement, written, sets);
        TreeValues values = TreeValues.of(written, key.binds(), dialect.types(), sets);
        Optional<Paging> paging = written.paging();
        if (paging.isPresent()) {
            return pages(written, paging.get(), values, context);
        }
        Map<String, Expansion> expansions = values.expansions();
        CompiledStatement ready = compiled(written, expansions, context.schemas());
        ValueArrays arrays = ValueArrays.of(ready.markers(), expansions, values, options.nulInStrings());
        return new BoundStatement(
                        ready,
                        CommentTags.append(ready, context.tags()),
                        arrays.arrays(),
                        arrays.nullTypes(),
                        written.insertedKey().map(plan -> InsertedRow.of(plan, values, dialect.types())),
                        Optional.empty(),
                        List.of(),
                        null)
                .forEachSet();
    }

    /** As many statements as it takes, each with as many rows as one may have. */
    private BoundStatement pages(
            RenderedStatement written, Paging paging, TreeValues values, StatementContext context) {
        int most = paging.arrays()
                ? options.pageSize()
                : Math.max(
                        1,
                        Math.min(
                                options.pageSize(),
                                (options.maxBinds() - others(written, paging))
                                        / paging.places().size()));
        List<BoundStatement> pages = new ArrayList<>();
        DistinctKeys keys = new DistinctKeys(values, paging.distinct());
        for (int from = 0, to; from < values.size(); from = to) {
            to = keys.end(from, Math.min(values.size(), from + most));
            pages.add(
                    page(written, paging, new PageValues(written, paging, values, dialect.types(), from, to), context));
        }
        return pages.get(0).followedBy(pages.subList(1, pages.size()));
    }

    /** How many places stand beside those of the rows, counted generously. */
    private static int others(RenderedStatement written, Paging paging) {
        return written.bindTypes().size() - paging.places().size();
    }

    private BoundStatement page(RenderedStatement written, Paging paging, PageValues page, StatementContext context) {
        Map<String, Expansion> expansions = new LinkedHashMap<>();
        if (!paging.arrays()) {
            paging.places().forEach(name -> expansions.put(name, new Expansion(page.rows(), 0)));
        }
        CompiledStatement ready = compiled(written, expansions, context.schemas());
        ValueArrays arrays = ValueArrays.of(ready.markers(), expansions, page, options.nulInStrings());
        return new BoundStatement(
                ready,
                CommentTags.append(ready, context.tags()),
                arrays.arrays(),
                arrays.nullTypes(),
                Optional.empty(),
                paging.sentinel().isEmpty()
                        ? Optional.empty()
                        : Optional.of(ReturnedRows.of(paging, page, dialect.types())),
                List.of(),
                null);
    }

    private RenderedStatement rendered(Executable statement, ShapeKey key) {
        Optional<RenderedStatement> known = rendered.find(key);
        if (known.isPresent()) {
            return known.get();
        }
        RenderedStatement written = dialect.renderer().render(statement, key);
        rendered.put(key.withoutValues(), written);
        return written;
    }

    private CompiledStatement compiled(
            RenderedStatement written, Map<String, Expansion> expansions, SchemaTranslation schemas) {
        Sized key = new Sized(written, expansions, schemas);
        Optional<CompiledStatement> known = compiled.find(key);
        if (known.isPresent()) {
            return known.get();
        }
        TextRendering.Rendered text = TextRendering.of(written.segments(), expansions, schemas, options);
        CompiledStatement statement = new CompiledStatement(
                text.sql(),
                text.markers(),
                written.shape(),
                written.verb(),
                written.outputNames(),
                false,
                false,
                false,
                new KnownKeys(written.outputs()),
                RowDecoding.of(dialect.types(), written.outputs()));
        compiled.put(key, statement);
        return statement;
    }
}
