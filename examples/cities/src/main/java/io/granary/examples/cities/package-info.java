/** The world's cities, for the examples: a file, and what reads it. Nothing here knows a database. */
@NullMarked
package io.granary.examples.cities;

import org.jspecify.annotations.NullMarked;
