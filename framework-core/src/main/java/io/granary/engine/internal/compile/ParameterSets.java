package io.granary.engine.internal.compile;

import io.granary.dialect.render.BindValues;
import io.granary.dialect.render.Expansion;
import io.granary.dialect.render.ListValues;
import io.granary.dialect.render.MissingValue;
import io.granary.error.ArgumentException;
import io.granary.error.CompileException;
import io.granary.error.NearMiss;
import io.granary.sql.Params;
import io.granary.sql.ParsedText;
import io.granary.sql.Segment;
import io.granary.sql.TextClause;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of one execution: a map for each parameter set, and the statement's defaults behind them. */
final class ParameterSets implements BindValues {

    private final List<? extends Map<String, ?>> sets;
    private final Map<String, @Nullable Object> defaults;
    private final Set<String> names;

    private ParameterSets(
            List<? extends Map<String, ?>> sets, Map<String, @Nullable Object> defaults, Set<String> names) {
        this.sets = sets;
        this.defaults = defaults;
        this.names = names;
    }

    /** No set at all is one without values. */
    static ParameterSets of(TextClause text, ParsedText parsed, List<? extends Map<String, ?>> sets) {
        Set<String> names = parsed.names();
        for (String name : text.defaults().keySet()) {
            if (!names.contains(name)) {
                throw ArgumentException.of(
                        "bind() names the parameter '" + name + "', which is not in the text.",
                        didYouMean(name, names) + "Bind a name the text has with a colon before it.");
            }
        }
        return new ParameterSets(sets.isEmpty() ? List.of(Params.none()) : sets, text.defaults(), names);
    }

    /** One set whose names are all there. */
    static ParameterSets unchecked(Params params) {
        return new ParameterSets(List.of(params), Map.of(), params.keySet());
    }

    @Override
    public int size() {
        return sets.size();
    }

    @Override
    public ElementForm elementForm(String name) {
        return element -> element;
    }

    @Override
    public @Nullable Object value(int set, String name) {
        Map<String, ?> given = sets.get(set);
        if (given.containsKey(name)) {
            return given.get(name);
        }
        if (defaults.containsKey(name)) {
            return defaults.get(name);
        }
        throw MissingValue.of(name, set, size(), given.keySet());
    }

    private static String didYouMean(String name, Collection<String> names) {
        return NearMiss.of(name, names)
                .map(near -> "Did you mean '" + near + "'? ")
                .orElse("");
    }

    /** How the parameters in IN lists expand. Lists anywhere else, and in one of several sets, are refused. */
    Map<String, Expansion> expansions(ParsedText parsed) {
        Set<String> expandable = new LinkedHashSet<>();
        Set<String> single = new LinkedHashSet<>();
        for (Segment segment : parsed.segments()) {
            if (segment instanceof Segment.Bind bind) {
                (bind.listed() ? expandable : single).add(bind.name());
            } else if (segment instanceof Segment.InList list) {
                expandable.add(list.name());
            }
        }
        refuseLists(single, expandable);
        Map<String, Expansion> expansions = new LinkedHashMap<>();
        if (size() == 1) {
            expandable.forEach(name -> ListValues.of(value(0, name))
                    .ifPresent(elements -> expansions.put(name, ListValues.expansion(name, elements))));
        }
        return expansions;
    }

    private void refuseLists(Set<String> single, Set<String> expandable) {
        for (int set = 0; set < size(); set++) {
            for (String name : names) {
                Object value = value(set, name);
                if (size() > 1
                        && expandable.contains(name)
                        && ListValues.of(value).isPresent()) {
                    throw CompileException.of(
                            "Parameter '" + name + "' is a list in parameter group " + set
                                    + "; one statement is executed for all groups, and lists of several sizes make several statements.",
                            "Execute once a list, each with a map of its own, or join a table of the values.");
                }
                if (value instanceof Collection<?> && single.contains(name)) {
                    throw CompileException.of(
                            "Parameter '" + name + "' is a list, and the text has it outside of an IN list.",
                            "Write in (:" + name
                                    + "), without a cast or function around it. For an array column or = any(:" + name
                                    + ") give a Java array.");
                }
            }
        }
    }
}
