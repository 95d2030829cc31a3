package io.granary.sql;

/** What rows may be ordered by. */
public sealed interface OrderTerm permits Expression, Ordering {}
