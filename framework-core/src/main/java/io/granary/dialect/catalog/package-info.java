/** The questions that databases answer about their tables, and what their answers mean. */
@NullMarked
package io.granary.dialect.catalog;

import org.jspecify.annotations.NullMarked;
