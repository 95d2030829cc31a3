package io.granary.sql;

/** What may stand in the list of a SELECT: an expression, or a table for all its columns. */
public sealed interface SelectItem permits Expression, FromElement {}
