package io.granary.engine;

import io.granary.engine.internal.EngineCore;
import io.granary.engine.internal.pool.AcquireTerms;

/**
 * One way to look at an engine: the pool is shared, what is asked of it differs.
 *
 * @param core what all views share
 * @param options execution options
 * @param terms owner, patience and class of its wishes for connections
 */
record EngineView(EngineCore core, ExecutionOptions options, AcquireTerms terms) {

    EngineView withOptions(ExecutionOptions more) {
        return new EngineView(core, ExecutionOptions.merge(options, more), terms);
    }

    EngineView withTerms(AcquireTerms other) {
        return new EngineView(core, options, other);
    }
}
