package io.granary.dialect.render;

import io.granary.error.CompileException;
import io.granary.sql.Bind;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Sql;
import io.granary.type.SqlType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Names places for values: by the user's word, else by what they stand beside and a number. */
final class BindNames {

    private final IdentityHashMap<Bind<?>, String> names = new IdentityHashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, SqlType<?>> types = new HashMap<>();
    private final Map<String, Supplier<?>> suppliers = new HashMap<>();
    private final Map<String, Bind<?>> columns = new HashMap<>();
    private final Set<String> own = new LinkedHashSet<>();
    private final Set<String> found = new HashSet<>();

    String of(Bind<?> bind) {
        String name = isColumn(bind)
                ? bind.ownName().orElseThrow()
                : bind.ownName().map(this::claim).orElseGet(() -> names.computeIfAbsent(bind, this::find));
        types.putIfAbsent(name, bind.type());
        return name;
    }

    /** A name for a value that we find when the execution gives none. */
    String of(Bind<?> bind, Supplier<?> supplier) {
        String name = of(bind);
        suppliers.put(name, supplier);
        return name;
    }

    /** A name for a value that is set: the column's, without a number where nothing is called so. */
    String of(Bind<?> bind, String wanted) {
        if (bind.ownName().isPresent()) {
            return of(bind);
        }
        String known = names.get(bind);
        if (known != null) {
            return known;
        }
        String name = found.contains(wanted) || isKnown(wanted) ? find(bind) : wanted;
        found.add(name);
        names.put(bind, name);
        types.put(name, bind.type());
        return name;
    }

    /** A place for a value that the execution gives for a column, under the name of the column. */
    Bind<?> ofColumn(ColumnExpression<?> column) {
        if (own.contains(column.key())) {
            throw taken(column.key());
        }
        return columns.computeIfAbsent(column.key(), key -> Sql.bind(key, column.type()));
    }

    @SuppressWarnings("ReferenceEquality") // a place of the user's with that name is another one
    private boolean isColumn(Bind<?> bind) {
        return columns.get(bind.ownName().orElse("")) == bind;
    }

    private static CompileException taken(String name) {
        return CompileException.of(
                "The parameter '" + name + "' has the name of a column whose value the execution gives.",
                "Call it something else, such as '" + name + "_is'.");
    }

    boolean isKnown(String name) {
        return own.contains(name) || columns.containsKey(name);
    }

    /** Takes note of a name that the user gave. */
    String claim(String name) {
        if (columns.containsKey(name)) {
            throw taken(name);
        }
        if (found.contains(name)) {
            throw CompileException.of(
                    "The parameter '" + name + "' has the name that the compiler gave to a value of its own.",
                    "Call it something else.");
        }
        own.add(name);
        return name;
    }

    private String find(Bind<?> bind) {
        String name;
        do {
            name = bind.nearby() + "_" + numbers.merge(bind.nearby(), 1, Integer::sum);
        } while (isKnown(name) || found.contains(name));
        found.add(name);
        return name;
    }

    Map<String, SqlType<?>> types() {
        return types;
    }

    Map<String, Supplier<?>> suppliers() {
        return suppliers;
    }

    /** {@return the name of a place, null if it was not written} */
    @Nullable String known(Bind<?> bind) {
        return bind.ownName().orElseGet(() -> names.get(bind));
    }
}
