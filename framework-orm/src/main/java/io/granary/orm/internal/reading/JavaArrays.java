package io.granary.orm.internal.reading;

import io.granary.type.SqlType;
import io.granary.type.Types;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Attributes that are Java arrays, stored as the lists that statements take. */
final class JavaArrays {

    private JavaArrays() {}

    static <A, T> SqlType<A> typeOf(Class<A> type, SqlType<T> element) {
        return Types.array(element).mapped(type, JavaArrays::elements, list -> array(type, list));
    }

    @SuppressWarnings("unchecked") // the array is of the element's class, or of its primitive
    private static <T> List<T> elements(Object array) {
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            elements.add((T) Array.get(array, i));
        }
        return elements;
    }

    private static <A> A array(Class<A> type, List<?> list) {
        Object array = Array.newInstance(type.getComponentType(), list.size());
        for (int i = 0; i < list.size(); i++) {
            Array.set(array, i, list.get(i));
        }
        return type.cast(array);
    }
}
