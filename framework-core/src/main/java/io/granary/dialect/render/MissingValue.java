package io.granary.dialect.render;

import io.granary.error.InvalidRequestException;
import io.granary.error.NearMiss;
import java.util.Set;

/** Says that an execution gives no value for a place. */
public final class MissingValue {

    private MissingValue() {}

    /**
     * {@return what to throw}
     *
     * @param name the place
     * @param set the set that has no value for it, from 0
     * @param sets how many sets there are
     * @param given the names that it has
     */
    public static InvalidRequestException of(String name, int set, int sets, Set<String> given) {
        String group = sets > 1 ? ", in parameter group " + set + " (the first is 0)" : "";
        String near = NearMiss.of(name, given)
                .map(known -> "Did you mean '" + known + "'? ")
                .orElse("");
        return InvalidRequestException.of(
                "A value is required for bind parameter '" + name + "'" + group + ".",
                near + "Give it with Params.of(\"" + name + "\", …), null included.");
    }
}
