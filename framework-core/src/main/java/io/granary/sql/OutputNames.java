package io.granary.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the columns of a result are called: by their label, by their column, by their function and a number. A name that was there before gets a number
 * too. (SQLAlchemy, "LABEL_STYLE_DISAMBIGUATE_ONLY".)
 */
public final class OutputNames {

    private OutputNames() {}

    /**
     * {@return a name for each expression, all different}
     *
     * @param outputs the expressions in select order
     */
    public static List<String> of(List<? extends Expression<?>> outputs) {
        Set<String> taken = new HashSet<>();
        Set<String> given = new HashSet<>(); // they come before what is made up
        outputs.stream().filter(OutputNames::isNamed).map(OutputNames::base).forEach(given::add);
        List<String> names = new ArrayList<>(outputs.size());
        for (Expression<?> output : outputs) {
            String base = base(output);
            boolean own = isNamed(output) && !taken.contains(base);
            String name = base;
            for (int number = 1;
                    !own && (taken.contains(name) || given.contains(name) || name.equals(base));
                    number++) {
                name = base + "_" + number;
            }
            taken.add(name);
            names.add(name);
        }
        return List.copyOf(names);
    }

    /**
     * {@return whether the database calls an output as we do without being told}
     *
     * @param output an expression in the list of a SELECT
     */
    public static boolean isNamed(Expression<?> output) {
        return output instanceof ColumnExpression<?> || output instanceof Labeled<?>;
    }

    private static String base(Expression<?> output) {
        if (output instanceof Labeled<?> labeled) {
            return labeled.name();
        } else if (output instanceof ColumnExpression<?> column) {
            return column.name();
        } else if (output instanceof FunctionCall<?> call) {
            return lastName(call.name());
        } else if (output instanceof WindowCall<?> call) {
            return lastName(call.function().name());
        } else if (output instanceof Cast<?> cast && isNamed(cast.operand())) {
            return base(cast.operand());
        } else if (output instanceof Coerced<?> coerced) {
            return base(coerced.operand());
        }
        return "anon";
    }

    private static String lastName(String dotted) {
        return dotted.substring(dotted.lastIndexOf('.') + 1);
    }
}
