package io.granary.orm.internal.load;

import io.granary.orm.mapping.EntityMapping;
import io.granary.sql.Select;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The queries for one row of each class, made once for all sessions. Thread-safe. */
public final class KeySelects {

    private final Map<EntityMapping<?>, Select<?>> made = new ConcurrentHashMap<>();

    /** Makes one without queries. */
    public KeySelects() {}

    /**
     * {@return the query for a row of a class, as {@link KeySelect#one} gives it}
     *
     * @param mapping the class
     */
    public Select<?> one(EntityMapping<?> mapping) {
        Select<?> known = made.get(mapping);
        return known == null ? made.computeIfAbsent(mapping, KeySelect::one) : known;
    }
}
