package io.granary.orm.internal.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys as they were when a caller gave them, who may fill the same map or list with the next one before the session comes to the first. */
public final class GivenKeys {

    private GivenKeys() {}

    /**
     * {@return a key that its giver does not change any more: a copy of a map or list, and of those in it, which are the keys of others; any other
     * as it is}
     *
     * @param id what was given for a key
     */
    public static Object copied(Object id) {
        if (id instanceof Map<?, ?> parts) {
            Map<Object, Object> copy = new LinkedHashMap<>(parts);
            copy.replaceAll((path, part) -> copied(part));
            return copy;
        }
        if (id instanceof List<?> parts) {
            List<Object> copy = new ArrayList<>(parts);
            copy.replaceAll(GivenKeys::copied);
            return copy;
        }
        return id;
    }

    /**
     * {@return copies of keys, in their order}
     *
     * @param ids what was given for them, none of which is null
     */
    public static List<Object> copiedAll(List<?> ids) {
        List<Object> copies = new ArrayList<>(List.copyOf(ids));
        copies.replaceAll(GivenKeys::copied);
        return Collections.unmodifiableList(copies);
    }
}
