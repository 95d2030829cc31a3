package io.granary.engine;

import io.granary.engine.internal.Arguments;
import io.granary.error.AmbiguousColumnException;
import io.granary.error.ArgumentException;
import io.granary.error.NearMiss;
import io.granary.error.NoSuchColumnException;
import io.granary.sql.ColumnExpression;
import io.granary.sql.TableReference;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records as the values of rows, the way back from {@link Row#into}: by the names of their components, nothing converted, an Optional as what is in
 * it or null.
 *
 * <p>Immutable; made once for a record's class. What it gives goes to {@link AsyncEngine#execute(io.granary.sql.Executable, Map)}.
 *
 * @param <R> the record
 */
public final class RowValues<R extends Record> implements Function<R, Map<String, @Nullable Object>> {

    /**
     * A component that is read.
     *
     * @param component its name
     * @param key what its value is called
     * @param accessor takes the record as {@code Object} and gives the value as such
     */
    private record Part(String component, String key, MethodHandle accessor) {}

    private final Class<R> type;
    private final List<Part> parts;

    private RowValues(Class<R> type, List<Part> parts) {
        this.type = type;
        this.parts = parts;
    }

    /**
     * {@return values named as the record's components are, for parameters of text}
     *
     * @param <R> the record
     * @param type the record's class
     * @throws ArgumentException if it is no record, or cannot be read from here
     */
    public static <R extends Record> RowValues<R> of(Class<R> type) {
        return named(type, Function.identity());
    }

    /**
     * {@return values named as the columns of a table}
     *
     * <p>Each component is the column of its name; failing that, the one column whose name differs in letter case and underscores only, as {@link
     * Row#into} has it.
     *
     * @param <R> the record
     * @param type the record's class
     * @param table the table; columns that no component is of are left out
     * @throws NoSuchColumnException if there is no column for a component
     * @throws AmbiguousColumnException if there are several
     * @throws ArgumentException if it is no record, or cannot be read from here
     */
    public static <R extends Record> RowValues<R> of(Class<R> type, TableReference table) {
        Arguments.given(table, "table");
        return named(type, component -> key(type, component, table));
    }

    private static <R extends Record> RowValues<R> named(Class<R> type, Function<String, String> naming) {
        RecordComponent[] components = Arguments.given(type, "type").getRecordComponents();
        if (components == null) {
            throw ArgumentException.of(
                    "Class " + type.getName() + " is not a record.", "pass the class of a record, such as User.class");
        }
        return new RowValues<>(
                type,
                Arrays.stream(components)
                        .map(component ->
                                new Part(component.getName(), naming.apply(component.getName()), accessor(component)))
                        .toList());
    }

    /**
     * {@return these values without some, for columns that the database fills}
     *
     * @param components names of the record's components
     * @throws ArgumentException if there is no such component
     */
    public RowValues<R> without(String... components) {
        List<String> names = parts.stream().map(Part::component).toList();
        for (String component : components) {
            if (!names.contains(component)) {
                throw ArgumentException.of(
                        "Record " + type.getSimpleName() + " has no component \"" + component + "\" to be left out.",
                        NearMiss.of(component, names)
                                .map(near -> "did you mean \"" + near + "\"?")
                                .orElse("name one of " + String.join(", ", names)));
            }
        }
        List<String> left = List.of(components);
        return new RowValues<>(
                type,
                parts.stream().filter(part -> !left.contains(part.component())).toList());
    }

    /**
     * {@return the values of a record, in the order of its components; unmodifiable}
     *
     * @param row the record
     */
    @Override
    public Map<String, @Nullable Object> apply(R row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Part part : parts) {
            values.put(part.key(), read(part, row));
        }
        return Collections.unmodifiableMap(values);
    }

    private static @Nullable Object read(Part part, Object row) {
        try {
            Object value = (Object) part.accessor().invokeExact(row);
            return value instanceof Optional<?> optional ? optional.orElse(null) : value;
        } catch (RuntimeException | Error thrownByTheRecord) {
            throw thrownByTheRecord;
        } catch (Throwable impossible) {
            throw new IllegalStateException("A record's accessor declares no checked exception", impossible);
        }
    }

    private static MethodHandle accessor(RecordComponent component) {
        Method accessor = component.getAccessor();
        try {
            accessor.setAccessible(true);
            return MethodHandles.lookup().unreflect(accessor).asType(MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            Class<?> type = component.getDeclaringRecord();
            throw ArgumentException.of(
                    "Record " + type.getName() + " cannot be read from outside its module: " + e.getMessage() + ".",
                    "open its package: opens " + type.getPackageName() + " to io.granary.core;");
        }
    }

    private static String key(Class<?> type, String component, TableReference table) {
        List<String> keys = table.columns().stream().map(ColumnExpression::key).toList();
        if (keys.contains(component)) {
            return component;
        }
        String folded = Spelling.fold(component);
        List<String> found =
                keys.stream().filter(key -> Spelling.fold(key).equals(folded)).toList();
        if (found.isEmpty()) {
            throw NoSuchColumnException.of(
                    "Component \"" + component + "\" of record " + type.getSimpleName() + " has no column in "
                            + table.tableName() + "; there are "
                            + keys.stream().map(key -> '"' + key + '"').collect(Collectors.joining(", ")) + ".",
                    "name it as a column (letter case and underscores do not count), or give a function of your own");
        }
        if (found.size() > 1) {
            throw AmbiguousColumnException.of(
                    "Component \"" + component + "\" of record " + type.getSimpleName() + " is ambiguous: "
                            + found.size() + " columns of " + table.tableName() + " fit it.",
                    "name it exactly as one of " + String.join(", ", found));
        }
        return found.get(0);
    }
}
