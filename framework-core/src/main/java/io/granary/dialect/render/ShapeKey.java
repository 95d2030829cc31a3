package io.granary.dialect.render;

import io.granary.sql.Bind;
import io.granary.sql.Cte;
import io.granary.sql.Executable;
import io.granary.sql.Insert;
import io.granary.sql.Update;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes the text of a statement: its tree, without values. Two statements of one shape differ in the values of their places only, which are gathered
 * beside it, in the order in which the tree is gone through. Immutable.
 */
public final class ShapeKey {

    private final List<String> parameters;
    private final Execution execution;
    private final List<Bind<?>> binds;
    private final @Nullable Object[] tokens;
    private final int size;
    private final int hash;

    private ShapeKey(
            List<String> parameters,
            Execution execution,
            List<Bind<?>> binds,
            @Nullable Object[] tokens,
            int size,
            int hash) {
        this.parameters = parameters;
        this.execution = execution;
        this.binds = binds;
        this.tokens = tokens;
        this.size = size;
        this.hash = hash;
    }

    private static ShapeKey of(List<String> parameters, Execution execution, ShapeTrace trace) {
        return new ShapeKey(parameters, execution, trace.binds(), trace.tokens(), trace.size(), trace.hash());
    }

    /**
     * {@return the shape of a statement}
     *
     * @param statement which
     * @param given the names of what its execution gives; they count for those that take their columns from it
     * @param execution what it is written for
     */
    public static ShapeKey of(Executable statement, Collection<String> given, Execution execution) {
        boolean columns = statement instanceof Insert insert ? insert.query().isEmpty() : statement instanceof Update;
        List<String> parameters = columns ? List.copyOf(given) : List.of();
        ShapeTrace trace = new ShapeTrace().statement(statement);
        trace.token(statement instanceof Insert ? execution : Execution.SHOWN);
        parameters.forEach(trace::token);
        return of(parameters, execution, trace);
    }

    /** {@return the shape of a common table expression} */
    static ShapeKey of(Cte cte) {
        ShapeTrace trace = new ShapeTrace();
        trace.from(cte);
        return of(List.of(), Execution.SHOWN, trace);
    }

    /** {@return the places for values in order, with what they hold} */
    public List<Bind<?>> binds() {
        return binds;
    }

    /** {@return this shape to be kept: it holds no values} */
    public ShapeKey withoutValues() {
        return new ShapeKey(parameters, execution, List.of(), Arrays.copyOf(tokens, size), size, hash);
    }

    Execution execution() {
        return execution;
    }

    /** {@return the names of what the execution gives} */
    List<String> parameters() {
        return parameters;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ShapeKey key
                && hash == key.hash
                && size == key.size
                && Arrays.equals(tokens, 0, size, key.tokens, 0, size);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
