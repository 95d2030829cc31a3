/** Results as Pekko Streams sources and sinks. Empty until the streams milestone. */
@NullMarked
package io.granary.stream;

import org.jspecify.annotations.NullMarked;
