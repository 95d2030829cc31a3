/** The connection actor, its transaction state and its operations. */
@NullMarked
package io.granary.engine.internal.connection;

import org.jspecify.annotations.NullMarked;
