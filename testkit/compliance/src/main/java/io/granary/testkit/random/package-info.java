/** Expressions grown at random, each with the values that it must have. */
@NullMarked
package io.granary.testkit.random;

import org.jspecify.annotations.NullMarked;
