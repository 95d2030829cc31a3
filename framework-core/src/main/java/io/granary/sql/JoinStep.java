package io.granary.sql;

import org.jspecify.annotations.Nullable;

/**
 * A join that a SELECT was told of.
 *
 * @param left what to join to; null for what is there already and has the one foreign key
 * @param kind how
 * @param right what is joined
 * @param on which rows go together; null for those of the one foreign key
 */
public record JoinStep(
        @Nullable FromElement left,
        JoinKind kind,
        FromElement right,
        @Nullable Expression<Boolean> on) {}
