package io.granary.testkit.orm;

import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/**
 * Who sits somewhere: two values of the seat's row.
 *
 * @param first the first name
 * @param last the last name
 */
@Embeddable
public record Visitor(@Nullable String first, @Nullable String last) {}
