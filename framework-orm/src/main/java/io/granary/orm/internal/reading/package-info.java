/** Reads annotated classes. */
@NullMarked
package io.granary.orm.internal.reading;

import org.jspecify.annotations.NullMarked;
