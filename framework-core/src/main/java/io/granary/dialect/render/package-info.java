/** Writes statements out for a database. One class for each kind of statement, one grammar for each database; stateful for one statement only. */
@NullMarked
package io.granary.dialect.render;

import org.jspecify.annotations.NullMarked;
