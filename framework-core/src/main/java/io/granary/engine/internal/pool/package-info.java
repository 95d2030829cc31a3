/** The pool supervisor and the plain classes that keep its books. */
@NullMarked
package io.granary.engine.internal.pool;

import org.jspecify.annotations.NullMarked;
