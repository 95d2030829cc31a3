/** How what a session waits for comes back into its actor's turn. */
@NullMarked
package io.granary.orm.internal.turn;

import org.jspecify.annotations.NullMarked;
