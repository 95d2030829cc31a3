package io.granary.orm;

import java.util.List;

/**
 * Has conditions that hold in the whole session not hold for one statement, and for what it loads. Immutable.
 *
 * @param types the classes that these conditions were given for, each exactly so; none for all conditions of the session
 */
public record WithoutLoaderCriteria(List<Class<?>> types) implements LoaderOption {

    /** Copies the list. */
    public WithoutLoaderCriteria {
        types = List.copyOf(types);
    }
}
