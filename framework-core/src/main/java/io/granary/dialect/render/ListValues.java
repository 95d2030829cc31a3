package io.granary.dialect.render;

import io.granary.error.CompileException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values that may stand for several: collections and arrays, but for {@code byte[]}, which is one value. */
public final class ListValues {

    private ListValues() {}

    /**
     * {@return the elements; empty when it is no such value}
     *
     * @param value any value
     */
    public static Optional<List<@Nullable Object>> of(@Nullable Object value) {
        if (value instanceof Collection<?> collection) {
            return Optional.of(new ArrayList<>(collection));
        }
        if (value == null || !value.getClass().isArray() || value instanceof byte[]) {
            return Optional.empty();
        }
        int length = Array.getLength(value);
        List<@Nullable Object> elements = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            elements.add(Array.get(value, i));
        }
        return Optional.of(elements);
    }

    /**
     * {@return how a list expands}
     *
     * @param name the parameter, for messages
     * @param elements the list; tuples in it must be of one length
     * @throws CompileException when they are not
     */
    public static Expansion expansion(String name, List<@Nullable Object> elements) {
        if (elements.isEmpty() || of(elements.get(0)).isEmpty()) {
            refuseMixture(name, elements, 0);
            return new Expansion(elements.size(), 0);
        }
        int arity = of(elements.get(0)).orElseThrow().size();
        refuseMixture(name, elements, arity);
        return new Expansion(elements.size(), arity);
    }

    private static void refuseMixture(String name, List<@Nullable Object> elements, int arity) {
        for (int i = 0; i < elements.size(); i++) {
            Optional<List<@Nullable Object>> tuple = of(elements.get(i));
            int found = tuple.map(List::size).orElse(0);
            if (found != arity || (tuple.isPresent() && found == 0)) {
                throw CompileException.of(
                        "Element " + i + " of the list for parameter '" + name + "' is "
                                + describe(tuple.isPresent(), found) + ", and element 0 is "
                                + describe(arity > 0, arity) + ".",
                        "Give every element as many values as the left side of IN has: in (:pairs) takes List.of(List.of(1, \"a\"), …).");
            }
        }
    }

    private static String describe(boolean tuple, int size) {
        return tuple ? "a tuple of " + size : "a single value";
    }

    /**
     * {@return the elements with tuples laid end to end}
     *
     * @param elements the list
     * @param expansion how it expands
     */
    public static List<@Nullable Object> flat(List<@Nullable Object> elements, Expansion expansion) {
        if (expansion.arity() == 0) {
            return elements;
        }
        List<@Nullable Object> all = new ArrayList<>(elements.size() * expansion.arity());
        elements.forEach(tuple -> of(tuple).ifPresent(all::addAll));
        return all;
    }
}
