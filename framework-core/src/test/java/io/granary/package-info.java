/** Tests of the module as a whole. */
@NullMarked
package io.granary;

import org.jspecify.annotations.NullMarked;
