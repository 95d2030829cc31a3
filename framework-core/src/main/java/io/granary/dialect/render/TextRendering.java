package io.granary.dialect.render;

import io.granary.dialect.EmptyList;
import io.granary.dialect.MarkerStyle;
import io.granary.error.CompileException;
import io.granary.sql.SchemaTranslation;
import io.granary.sql.Segment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes pieces of a statement with the driver's markers, for lists of given sizes. */
public final class TextRendering {

    private final CompilerOptions options;
    private final Map<String, Expansion> expansions;
    private final SchemaTranslation schemas;
    private final StringBuilder out = new StringBuilder();
    private final List<Slot> slots = new ArrayList<>();
    private final Map<Slot, Integer> numbers = new LinkedHashMap<>();

    private TextRendering(CompilerOptions options, Map<String, Expansion> expansions, SchemaTranslation schemas) {
        this.options = options;
        this.expansions = expansions;
        this.schemas = schemas;
    }

    /**
     * A text with the driver's markers.
     *
     * @param sql the text
     * @param markers where each one's value comes from
     */
    public record Rendered(String sql, Markers markers) {}

    /**
     * {@return the text}
     *
     * @param segments the pieces in order
     * @param expansions how lists expand, by name
     * @param schemas other names for schemas
     * @param options what to know of the database
     * @throws CompileException when there are more markers than the database takes, or an empty list stands among other values
     */
    public static Rendered of(
            List<Segment> segments,
            Map<String, Expansion> expansions,
            SchemaTranslation schemas,
            CompilerOptions options) {
        TextRendering rendering = new TextRendering(options, expansions, schemas);
        segments.forEach(rendering::segment);
        rendering.refuseTooMany(rendering.slots.size());
        return new Rendered(rendering.out.toString(), Markers.of(rendering.slots));
    }

    private void segment(Segment segment) {
        if (segment instanceof Segment.Text text) {
            out.append(text.sql());
        } else if (segment instanceof Segment.Bind bind) {
            bind(bind);
        } else if (segment instanceof Segment.InList list) {
            inList(list);
        } else if (segment instanceof Segment.Rows rows) {
            rows(rows);
        } else if (segment instanceof Segment.SchemaName name) {
            schema(name);
        }
    }

    private void schema(Segment.SchemaName name) {
        schemas.apply(Optional.of(name.schema()).filter(declared -> !declared.isEmpty()))
                .map(schema -> options.dialect().renderer().quoted(schema) + ".")
                .ifPresent(prefix -> out.append(name.withinString() ? prefix.replace("'", "''") : prefix));
    }

    /** All its lists are of one length, which is how many rows there are. */
    private void rows(Segment.Rows rows) {
        int count = expansions.values().iterator().next().count();
        for (int row = 0; row < count; row++) {
            out.append(row == 0 ? "" : ", ");
            for (Segment segment : rows.row()) {
                if (segment instanceof Segment.Bind bind) {
                    marker(new Slot(bind.name(), row));
                } else {
                    segment(segment);
                }
            }
        }
    }

    private void bind(Segment.Bind bind) {
        Expansion expansion = bind.listed() ? expansion(bind.name()) : Expansion.NONE;
        if (expansion.count() == 0) {
            throw CompileException.of(
                    "The list for parameter '" + bind.name()
                            + "' is empty, and it shares its IN list with other values.",
                    "Leave the parameter out of the list when there are no values, or let it be the only one: in (:"
                            + bind.name() + ").");
        } else if (expansion.isList()) {
            elements(bind.name(), expansion, List.of());
        } else {
            marker(Slot.whole(bind.name()));
        }
    }

    private void inList(Segment.InList list) {
        Expansion expansion = expansion(list.name());
        if (expansion.count() == 0) {
            out.append(options.emptyLists().render(list.negated(), list.arity()));
            return;
        }
        out.append(list.before());
        if (!expansion.isList()) {
            marker(Slot.whole(list.name()));
        } else if (list.after().isEmpty()) {
            out.append('(');
            elements(list.name(), expansion, list.casts());
            out.append(')');
        } else {
            elements(list.name(), expansion, list.casts());
        }
        out.append(list.after());
    }

    private void elements(String name, Expansion expansion, List<String> casts) {
        refuseTooMany(slots.size() + expansion.markers());
        for (int i = 0; i < expansion.count(); i++) {
            out.append(i == 0 ? "" : ", ");
            if (expansion.arity() == 0) {
                element(new Slot(name, i), casts, 0);
            } else {
                tuple(name, i, expansion.arity(), casts);
            }
        }
    }

    private void tuple(String name, int index, int arity, List<String> casts) {
        out.append('(');
        for (int j = 0; j < arity; j++) {
            out.append(j == 0 ? "" : ", ");
            element(new Slot(name, index * arity + j), casts, j);
        }
        out.append(')');
    }

    private void element(Slot slot, List<String> casts, int place) {
        String cast = place < casts.size() ? casts.get(place) : "";
        out.append(cast.isEmpty() ? "" : "CAST(");
        marker(slot);
        out.append(cast.isEmpty() ? "" : " AS " + cast + ")");
    }

    private void marker(Slot slot) {
        if (options.markers() == MarkerStyle.QUESTION) {
            slots.add(slot);
            out.append('?');
            return;
        }
        Integer number = numbers.get(slot);
        if (number == null) {
            slots.add(slot);
            number = slots.size();
            numbers.put(slot, number);
        }
        out.append('$').append(number.intValue());
    }

    private Expansion expansion(String name) {
        return expansions.getOrDefault(name, Expansion.NONE);
    }

    private void refuseTooMany(long markers) {
        if (markers <= options.maxBinds()) {
            return;
        }
        String database = options.rules().database();
        throw CompileException.of(
                "The statement needs " + markers + " bind values; " + database + " takes at most " + options.maxBinds()
                        + " in one statement.",
                "Split the list and execute once a part, insert the values into a temporary table and join it"
                        + (options.emptyLists() == EmptyList.ARRAY
                                ? ", or bind one array: = any(:ids) with a Java array."
                                : "."));
    }
}
