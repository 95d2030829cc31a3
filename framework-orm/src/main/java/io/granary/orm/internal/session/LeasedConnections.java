package io.granary.orm.internal.session;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.orm.internal.turn.Turn;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;

/** Leases a connection of the engine for each transaction. */
record LeasedConnections(AsyncEngine engine, Turn turn, TimeLimit limit) implements ConnectionSource {

    @Override
    public CompletionStage<AsyncConnection> begin() {
        return limit.within(engine::connect).thenApplyAsync(Function.identity(), turn);
    }

    @Override
    public CompletionStage<Done> commit(AsyncConnection held) {
        return held.commit();
    }

    @Override
    public CompletionStage<Done> rollback(AsyncConnection held) {
        return held.rollback();
    }

    @Override
    public CompletionStage<Done> leave(AsyncConnection held) {
        return held.rollback();
    }

    @Override
    public CompletionStage<Done> giveBack(AsyncConnection held) {
        return held.close();
    }

    @Override
    public boolean mayRunElsewhere() {
        return true;
    }
}
