package io.granary.dialect.render;

import io.granary.error.ArgumentException;
import io.granary.error.CompileException;
import io.granary.sql.Bind;
import io.granary.sql.Params;
import io.granary.sql.Segment;
import io.granary.sql.TypedNull;
import io.granary.type.ArrayType;
import io.granary.type.SqlKind;
import io.granary.type.SqlType;
import io.granary.type.TupleType;
import io.granary.type.Types;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The values for the places of a built statement: those it holds, those the execution gives, those that columns have by themselves. */
public final class TreeValues implements BindValues {

    private final RenderedStatement statement;
    private final TypeNames types;
    private final List<? extends Map<String, ?>> sets;
    private final Map<String, Bind<?>> held = new HashMap<>();
    private final Map<Integer, Map<String, @Nullable Object>> supplied = new HashMap<>();

    private TreeValues(RenderedStatement statement, TypeNames types, List<? extends Map<String, ?>> sets) {
        this.statement = statement;
        this.types = types;
        this.sets = sets;
    }

    /**
     * {@return the values of an execution}
     *
     * @param statement what was written
     * @param binds the places in the order of the shape, with the values of this statement
     * @param types how values look to the driver
     * @param sets what the execution gives, a map for each run; none for one run that gives nothing
     */
    public static TreeValues of(
            RenderedStatement statement, List<Bind<?>> binds, TypeNames types, List<? extends Map<String, ?>> sets) {
        TreeValues values = new TreeValues(statement, types, sets.isEmpty() ? List.of(Params.none()) : sets);
        List<@Nullable String> names = statement.bindNames();
        for (int i = 0; i < binds.size(); i++) {
            String name = names.get(i);
            if (name != null && binds.get(i).hasValue()) {
                values.held.put(name, binds.get(i));
            }
        }
        return values;
    }

    @Override
    public int size() {
        return sets.size();
    }

    @Override
    public @Nullable Object value(int set, String name) {
        Object raw = raw(set, name);
        SqlType<?> type = type(name);
        return ListValues.of(raw).isPresent() && !isOne(type, raw) ? raw : typed(type, raw);
    }

    /** Whether what looks like several values is one of the type, as an array is, or a list that a column keeps as JSON. */
    private static boolean isOne(SqlType<?> type, @Nullable Object raw) {
        return type instanceof ArrayType<?>
                || (type.javaType() != Object.class && type.javaType().isInstance(raw));
    }

    @Override
    public ElementForm elementForm(String name) {
        SqlType<?> type = type(name);
        return element -> typed(type, element);
    }

    /** Of a tuple, each part is of its own type. What is a list here is one, though its type may be of arrays. */
    @Override
    public @Nullable Object @Nullable [] elements(int set, String name, Expansion expansion) {
        List<@Nullable Object> flat = ListValues.of(raw(set, name))
                .map(list -> ListValues.flat(list, expansion))
                .orElse(null);
        if (flat == null) {
            return null;
        }
        List<SqlType<?>> parts = parts(type(name), expansion);
        @Nullable Object[] forms = new @Nullable Object[flat.size()];
        for (int i = 0; i < forms.length; i++) {
            forms[i] = typed(parts.get(i % parts.size()), flat.get(i));
        }
        return forms;
    }

    private static List<SqlType<?>> parts(SqlType<?> type, Expansion expansion) {
        return type instanceof TupleType tuple
                        && expansion.arity() == tuple.parts().size()
                ? List.copyOf(tuple.parts())
                : List.of(type);
    }

    /**
     * {@return a value as it was given}
     *
     * @param set of which set, from 0
     * @param name which
     */
    public @Nullable Object given(int set, String name) {
        return raw(set, name);
    }

    private @Nullable Object typed(SqlType<?> type, @Nullable Object raw) {
        if (raw instanceof TypedNull || type.kind() == SqlKind.UNKNOWN) {
            return raw;
        }
        Object value = types.toDriver(type, raw);
        return value == null ? TypedNull.of(types.driverClass(type)) : value;
    }

    private SqlType<?> type(String name) {
        return statement.bindTypes().getOrDefault(name, Types.UNKNOWN);
    }

    private @Nullable Object raw(int set, String name) {
        Map<String, ?> given = sets.get(set);
        Object value = given.get(name);
        // Most values are no NULLs, and are found by one look.
        if (value != null || given.containsKey(name)) {
            return value;
        }
        Bind<?> bind = held.get(name);
        if (bind != null) {
            return bind.value();
        }
        Supplier<?> supplier = statement.suppliers().get(name);
        if (supplier != null) {
            // Once a set, however often it is asked for.
            Map<String, @Nullable Object> known = supplied.computeIfAbsent(set, none -> new HashMap<>());
            if (!known.containsKey(name)) {
                known.put(name, supplier.get());
            }
            return known.get(name);
        }
        throw MissingValue.of(name, set, size(), given.keySet());
    }

    /**
     * {@return how the values in IN lists expand, by name}
     *
     * @throws ArgumentException when one is no list
     * @throws CompileException when there are lists and several sets
     */
    public Map<String, Expansion> expansions() {
        Map<String, Expansion> expansions = new LinkedHashMap<>();
        for (Segment segment : statement.segments()) {
            if (segment instanceof Segment.InList list) {
                List<@Nullable Object> elements = ListValues.of(raw(0, list.name()))
                        .orElseThrow(() -> ArgumentException.of(
                                "The parameter '" + list.name() + "' of an IN is no list.",
                                "Give it a collection or an array of values."));
                expansions.put(list.name(), expansion(list.name(), elements));
            }
        }
        if (!expansions.isEmpty() && size() > 1) {
            throw CompileException.of(
                    "A statement with IN lists was given " + size()
                            + " parameter sets; one statement is executed for all of them, and lists of several sizes make several statements.",
                    "Execute it once a set.");
        }
        return expansions;
    }

    /** Where the type says that each element is one value, it is no tuple, whatever it looks like. */
    private Expansion expansion(String name, List<@Nullable Object> elements) {
        SqlType<?> type = type(name);
        return !(type instanceof TupleType)
                        && elements.stream().allMatch(element -> element == null || isOne(type, element))
                ? new Expansion(elements.size(), 0)
                : ListValues.expansion(name, elements);
    }
}
