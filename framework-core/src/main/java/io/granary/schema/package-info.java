/** Tables and what belongs to them, as values: columns, keys, indexes, and the statements that create and drop them. */
@NullMarked
package io.granary.schema;

import org.jspecify.annotations.NullMarked;
