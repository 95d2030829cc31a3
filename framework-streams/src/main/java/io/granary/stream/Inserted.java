package io.granary.stream;

import io.granary.engine.Row;

/**
 * An element that was inserted, and what the database gave for it.
 *
 * @param <T> the element
 * @param element what was inserted
 * @param row what the INSERT returns of its row; of one that does not say, the primary key
 */
public record Inserted<T>(T element, Row row) {}
