package io.granary.dialect.render;

import io.granary.error.CompileException;
import io.granary.sql.Bind;
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
    private final Set<String> own = new LinkedHashSet<>();
    private final Set<String> found = new HashSet<>();

    String of(Bind<?> bind) {
        String name = bind.ownName().map(this::claim).orElseGet(() -> names.computeIfAbsent(bind, this::find));
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
        String name = found.contains(wanted) || own.contains(wanted) ? find(bind) : wanted;
        found.add(name);
        names.put(bind, name);
        types.put(name, bind.type());
        return name;
    }

    /** Takes note of a name that the user gave. */
    String claim(String name) {
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
        } while (own.contains(name) || found.contains(name));
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
