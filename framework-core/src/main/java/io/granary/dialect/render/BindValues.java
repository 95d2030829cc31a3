package io.granary.dialect.render;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of one execution, by set and name. */
public interface BindValues {

    /** {@return how many sets there are; at least one} */
    int size();

    /**
     * {@return the value as the driver takes it, or a {@link io.granary.sql.TypedNull}}
     *
     * @param set which set, from 0
     * @param name which value
     * @throws io.granary.error.InvalidRequestException when there is none
     */
    @Nullable Object value(int set, String name);

    /**
     * {@return how elements of a value that is a list get the form that the driver takes: found once for all of them}
     *
     * @param name which value
     */
    ElementForm elementForm(String name);

    /**
     * {@return the elements of a value that is a list, as the driver takes them, tuples laid end to end; null for what is no list}
     *
     * @param set which set, from 0
     * @param name which value
     * @param expansion how the list expands
     */
    default @Nullable Object @Nullable [] elements(int set, String name, Expansion expansion) {
        List<@Nullable Object> elements = ListValues.of(value(set, name))
                .map(list -> ListValues.flat(list, expansion))
                .orElse(null);
        if (elements == null) {
            return null;
        }
        ElementForm form = elementForm(name);
        @Nullable Object[] forms = new @Nullable Object[elements.size()];
        for (int i = 0; i < forms.length; i++) {
            forms[i] = form.of(elements.get(i));
        }
        return forms;
    }

    /** How the elements of a list get the form that the driver takes. */
    @FunctionalInterface
    interface ElementForm {

        /**
         * {@return an element as the driver takes it, or a {@link io.granary.sql.TypedNull}}
         *
         * @param element the element as it was given
         */
        @Nullable Object of(@Nullable Object element);
    }
}
