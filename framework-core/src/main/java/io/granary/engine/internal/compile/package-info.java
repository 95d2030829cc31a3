/** From a statement and its parameters to the text and binds a driver takes. */
@NullMarked
package io.granary.engine.internal.compile;

import org.jspecify.annotations.NullMarked;
