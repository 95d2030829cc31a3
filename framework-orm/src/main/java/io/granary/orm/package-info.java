/** Mapped classes and sessions. Empty until the ORM milestone. */
@NullMarked
package io.granary.orm;

import org.jspecify.annotations.NullMarked;
