package io.granary.dialect.render;

/**
 * The parts of an UPDATE, each writing itself.
 *
 * @param target UPDATE and the table
 * @param assignments SET and what is set
 * @param others the other tables
 * @param criteria WHERE and the conditions
 */
public record UpdateBody(Runnable target, Runnable assignments, Runnable others, Runnable criteria) {}
