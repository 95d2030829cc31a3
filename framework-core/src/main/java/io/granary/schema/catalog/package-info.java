/** What databases tell about their tables, and the questions for it. */
@NullMarked
package io.granary.schema.catalog;

import org.jspecify.annotations.NullMarked;
