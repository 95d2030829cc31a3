/** Makes objects of rows. */
@NullMarked
package io.granary.orm.internal.load;

import org.jspecify.annotations.NullMarked;
