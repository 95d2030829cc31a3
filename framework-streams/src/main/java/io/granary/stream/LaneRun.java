package io.granary.stream;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Lanes that run.
 *
 * @param <M> what the sink of a lane gives, most often the stage of its end
 * @param summary completes when the last row was given to its lane; fails as the stream does
 * @param lanes what each lane's sink gave, in the order of the lanes
 */
public record LaneRun<M>(CompletionStage<StreamSummary> summary, List<M> lanes) {

    /** Copies the list. */
    public LaneRun {
        lanes = List.copyOf(lanes);
    }
}
