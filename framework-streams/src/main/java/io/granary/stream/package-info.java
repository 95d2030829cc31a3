/**
 * Results as Pekko Streams: {@link io.granary.stream.SqlSource} for a connection of its own at each run, {@link io.granary.stream.AsyncResult} for one execution within a
 * transaction.
 */
@NullMarked
package io.granary.stream;

import org.jspecify.annotations.NullMarked;
