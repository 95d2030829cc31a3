package io.granary.examples.quickstart;

/**
 * How many cities there were around a transaction that removed some of them and was rolled back.
 *
 * @param before before it
 * @param within within it, after the removal
 * @param after after the rollback
 */
record Undone(long before, long within, long after) {}
