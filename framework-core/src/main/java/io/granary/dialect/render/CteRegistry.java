package io.granary.dialect.render;

import io.granary.dialect.Feature;
import io.granary.error.CompileException;
import io.granary.sql.Cte;
import io.granary.sql.Executable;
import io.granary.sql.Query;
import io.granary.sql.Segment;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The common table expressions of a statement, each in the place where everything it reads was written before. */
final class CteRegistry {

    private record Entry(Cte cte, List<Segment> segments) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> open = new HashSet<>();

    /** Writes a definition unless it is there; one that is being written refers to itself. */
    void require(Cte cte, Rendering to) {
        Optional<Executable> definition = cte.definition();
        if (definition.isEmpty()) {
            return;
        }
        Entry known = entries.get(cte.name());
        if (known == null && !open.contains(cte.name())) {
            if (!(definition.get() instanceof Query)) {
                to.grammar().require(Feature.CHANGES_IN_WITH, "A common table expression that changes rows");
            }
            open.add(cte.name());
            List<Segment> segments = to.apart(() -> define(cte, definition.get(), to));
            open.remove(cte.name());
            entries.put(cte.name(), new Entry(cte, segments));
        } else if (known == null || !isSame(known.cte(), cte)) {
            throw CompileException.of(
                    "Two common table expressions are called \"" + cte.name() + "\" and are not the same.",
                    "Give one of them another name.");
        }
    }

    /** Whether two are written alike, with the same values. */
    @SuppressWarnings("ReferenceEquality") // one object is the same as itself without a look at all of it
    private static boolean isSame(Cte one, Cte other) {
        if (one == other) {
            return true;
        }
        ShapeKey shape = ShapeKey.of(one);
        ShapeKey otherShape = ShapeKey.of(other);
        return shape.equals(otherShape) && shape.binds().equals(otherShape.binds());
    }

    private static void define(Cte cte, Executable definition, Rendering to) {
        to.sql(" AS ");
        cte.materialization().ifPresent(keep -> to.sql(to.grammar().materialized(keep)));
        to.sql("(");
        to.scopes().apart(() -> Statements.write(definition, to));
        to.sql(")");
    }

    private static void name(Cte cte, boolean namesColumns, Rendering to) {
        to.name(cte.name());
        if (cte.recursive() || namesColumns) {
            to.sql("(").list(cte.columns(), column -> to.name(column.name())).sql(")");
        }
    }

    /** The whole clause with a blank behind it, or nothing; afterwards there is none. */
    List<Segment> takeClause(Rendering to) {
        if (entries.isEmpty()) {
            return List.of();
        }
        List<Segment> clause = to.apart(() -> {
            boolean recursive =
                    entries.values().stream().anyMatch(entry -> entry.cte().recursive());
            to.sql(recursive ? "WITH RECURSIVE " : "WITH ");
            boolean allNameColumns = recursive && to.grammar().namesColumnsBesideRecursive();
            to.list(List.copyOf(entries.values()), entry -> {
                name(entry.cte(), allNameColumns, to);
                to.segments(entry.segments());
            });
            to.sql(" ");
        });
        entries.clear();
        return clause;
    }
}
