package io.granary.engine;

import io.granary.engine.internal.EngineCore;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.pool.PoolCommand;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A look at an engine's pool. Thread-safe. */
public final class Pool {

    private final EngineCore core;

    Pool(EngineCore core) {
        this.core = core;
    }

    /** {@return completes with the numbers of the moment} */
    public CompletionStage<PoolStatus> status() {
        Promise<PoolStatus> promise = core.promise();
        core.ask(new PoolCommand.GetStatus(promise), promise);
        return promise;
    }

    /** {@return completes with who waits for a connection, in the order in which they will be served} */
    public CompletionStage<List<Waiting>> waiters() {
        Promise<List<Waiting>> promise = core.promise();
        core.ask(new PoolCommand.GetWaiters(promise), promise);
        return promise;
    }

    /** {@return completes with who holds which connection and whether it is at work, the oldest loan first} */
    public CompletionStage<List<Holder>> holders() {
        Promise<List<Holder>> promise = core.promise();
        core.ask(new PoolCommand.GetHolders(promise), promise);
        return promise;
    }
}
