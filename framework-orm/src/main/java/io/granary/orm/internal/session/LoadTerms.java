package io.granary.orm.internal.session;

import io.granary.orm.internal.load.Overwriting;
import io.granary.sql.Select;
import java.util.Map;
import java.util.Optional;

/**
 * How what belongs to a query is loaded behind it.
 *
 * @param overwrite what is known already and read anew
 * @param parameters the values of the query's parameters
 * @param source the query for the keys of the objects, where that is to stand in theirs as a subquery
 */
record LoadTerms(Overwriting overwrite, Map<String, ?> parameters, Optional<Select<?>> source) {

    /** For what was not loaded by a query. */
    static final LoadTerms PLAIN = new LoadTerms(Overwriting.none(), Map.of(), Optional.empty());

    LoadTerms withSource(Optional<Select<?>> other) {
        return new LoadTerms(overwrite, parameters, other);
    }

    LoadTerms withoutOverwriting() {
        return new LoadTerms(Overwriting.none(), parameters, source);
    }
}
