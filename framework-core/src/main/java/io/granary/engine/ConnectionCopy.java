package io.granary.engine;

import io.granary.engine.internal.Arguments;
import io.granary.engine.internal.EngineCore;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.CopyRelay;
import io.granary.error.GranaryException;
import io.granary.sql.CopyIn;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.reactivestreams.Publisher;

/** Rows that are copied in over a connection. */
record ConnectionCopy(ConnectionHandle handle, ExecutionOptions options) {

    CompletionStage<Long> run(CopyIn copy, Publisher<ByteBuffer> data) {
        EngineCore core = handle.core();
        String sql = core.dialect().copyIn(Arguments.given(copy, "copy"), options.schemaTranslation());
        BoundStatement bound = core.raw(sql, List.of());
        Promise<Long> promise = core.promise();
        CopyRelay relay = new CopyRelay(Arguments.given(data, "data"), promise, options.maxHold(), core.ticker());
        Optional<GranaryException> refusal = handle.send(
                lease -> lease.tell(new ConnectionCommand.CopyIn(lease.number(), bound, options, relay), promise),
                promise::failWith);
        refusal.ifPresent(promise::failWith);
        return promise;
    }
}
