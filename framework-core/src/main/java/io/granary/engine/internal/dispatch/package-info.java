/** Where the actors' turns run. */
@NullMarked
package io.granary.engine.internal.dispatch;

import org.jspecify.annotations.NullMarked;
