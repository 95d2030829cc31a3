/** The session's actor and its operations. */
@NullMarked
package io.granary.orm.internal.session;

import org.jspecify.annotations.NullMarked;
