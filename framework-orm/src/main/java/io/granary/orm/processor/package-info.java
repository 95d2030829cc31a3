/** The annotation processor: it writes what needs the compiler for each mapped class, and refuses mistakes on the line where they stand. */
@NullMarked
package io.granary.orm.processor;

import org.jspecify.annotations.NullMarked;
