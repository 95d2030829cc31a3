/** Puts keys that many ask for together into few statements. */
@NullMarked
package io.granary.orm.internal.loader;

import org.jspecify.annotations.NullMarked;
