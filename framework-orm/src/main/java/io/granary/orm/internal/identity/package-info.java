/** Which objects a session knows, and what of them. */
@NullMarked
package io.granary.orm.internal.identity;

import org.jspecify.annotations.NullMarked;
