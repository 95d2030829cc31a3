package io.granary.orm.internal.session;

import io.granary.sql.Select;
import java.util.Map;
import java.util.Optional;

/**
 * How what belongs to a query is loaded behind it.
 *
 * @param overwrite whether what is known already is read anew
 * @param parameters the values of the query's parameters
 * @param source the query for the keys of the objects, where that is to stand in theirs as a subquery
 */
record LoadTerms(boolean overwrite, Map<String, ?> parameters, Optional<Select<?>> source) {

    /** For what was not loaded by a query. */
    static final LoadTerms PLAIN = new LoadTerms(false, Map.of(), Optional.empty());

    LoadTerms withSource(Optional<Select<?>> other) {
        return new LoadTerms(overwrite, parameters, other);
    }

    LoadTerms withOverwrite(boolean other) {
        return new LoadTerms(other, parameters, source);
    }
}
