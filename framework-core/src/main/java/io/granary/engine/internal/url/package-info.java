/** How database URLs are taken apart and put together; {@link io.granary.engine.DatabaseUrl} is what users see. */
@NullMarked
package io.granary.engine.internal.url;

import org.jspecify.annotations.NullMarked;
