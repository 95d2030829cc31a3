/** Statements as immutable values. Nothing here does I/O, knows a database or an actor. */
@NullMarked
package io.granary.sql;

import org.jspecify.annotations.NullMarked;
