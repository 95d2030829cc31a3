/** What a flush writes, and in which order. */
@NullMarked
package io.granary.orm.internal.flush;

import org.jspecify.annotations.NullMarked;
