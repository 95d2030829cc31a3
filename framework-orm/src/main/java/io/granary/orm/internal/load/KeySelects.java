package io.granary.orm.internal.load;

import io.granary.orm.Mappings;
import io.granary.orm.mapping.EntityMapping;
import io.granary.sql.Select;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The queries for one row of each class, made once for all sessions. Thread-safe. */
public final class KeySelects {

    private final Mappings mappings;
    private final Map<EntityMapping<?>, Ready> below = new ConcurrentHashMap<>();
    private final Map<EntityMapping<?>, Ready> exact = new ConcurrentHashMap<>();

    /**
     * A query for one row.
     *
     * @param rows how an object is made of the row
     * @param select the query, as {@link KeySelect#one} gives it
     */
    public record Ready(ObjectRows rows, Select<?> select) {

        private static Ready of(ObjectRows rows) {
            return new Ready(rows, KeySelect.one(rows));
        }
    }

    /**
     * Makes one without queries.
     *
     * @param mappings the classes that are known
     */
    public KeySelects(Mappings mappings) {
        this.mappings = mappings;
    }

    /**
     * {@return the query for a row of a class, or of one below it}
     *
     * @param mapping the class
     */
    public Ready one(EntityMapping<?> mapping) {
        return ready(below, mapping, known -> Ready.of(ObjectRows.of(mappings, known)));
    }

    /**
     * {@return the query for a row that is known to be of this very class}
     *
     * @param mapping the class
     */
    public Ready exactly(EntityMapping<?> mapping) {
        return ready(exact, mapping, known -> Ready.of(ObjectRows.exactly(known)));
    }

    /** Looks first, for to compute takes a lock even where there is nothing to compute. */
    private static Ready ready(
            Map<EntityMapping<?>, Ready> made, EntityMapping<?> mapping, Function<EntityMapping<?>, Ready> make) {
        Ready known = made.get(mapping);
        return known == null ? made.computeIfAbsent(mapping, make) : known;
    }
}
