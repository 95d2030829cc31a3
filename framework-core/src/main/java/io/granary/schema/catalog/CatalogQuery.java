package io.granary.schema.catalog;

import io.granary.sql.Executable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A question to a database's catalogue.
 *
 * @param <T> the answer
 * @param statement asks
 * @param parameters its values
 * @param reader makes the answer of all rows
 */
public record CatalogQuery<T>(Executable statement, Map<String, ?> parameters, Function<List<CatalogRow>, T> reader) {}
