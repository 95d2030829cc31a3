/** The exceptions of Granary: one unchecked tree under {@link io.granary.error.GranaryException}, each kind with a code that has a section in {@code docs/reference/errors.md}. */
@NullMarked
package io.granary.error;

import org.jspecify.annotations.NullMarked;
