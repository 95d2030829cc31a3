/**
 * A tour of statements that are built: it loads the world's regions, countries and cities, and asks about them. {@code Tour} has its
 * sections in order; each is a class of its own, and {@code Atlas} has the tables.
 */
@NullMarked
package io.granary.examples.sqltour;

import org.jspecify.annotations.NullMarked;
