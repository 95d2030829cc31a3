/**
 * A first program with Granary: it loads the world's cities into a database and asks about them. Begin with {@code Tour}; {@code
 * CityTable} has the SQL.
 */
@NullMarked
package io.granary.examples.quickstart;

import org.jspecify.annotations.NullMarked;
