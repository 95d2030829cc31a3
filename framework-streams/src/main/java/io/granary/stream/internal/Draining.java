package io.granary.stream.internal;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Rows that come by way of others, whose end follows behind the end of these. */
public interface Draining {

    /** {@return completes when nothing feeds the rows any more; to be asked once they have ended or were given up} */
    CompletionStage<Done> drained();
}
