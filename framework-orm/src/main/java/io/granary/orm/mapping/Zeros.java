package io.granary.orm.mapping;

import java.lang.reflect.Array;

/** The values that primitive attributes have before they get one. */
public final class Zeros {

    private Zeros() {}

    /**
     * {@return the zero of a primitive class}
     *
     * @param type the class
     */
    public static Object of(Class<?> type) {
        return Array.get(Array.newInstance(type, 1), 0);
    }
}
