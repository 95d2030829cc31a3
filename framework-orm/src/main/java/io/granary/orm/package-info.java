/** Mapped classes and the sessions that load and write their objects. */
@NullMarked
package io.granary.orm;

import org.jspecify.annotations.NullMarked;
