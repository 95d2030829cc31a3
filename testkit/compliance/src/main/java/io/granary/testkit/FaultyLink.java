package io.granary.testkit;

import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.PoolStatus;
import io.granary.engine.SslMode;
import io.granary.engine.TlsOptions;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.ToxicProxy;
import java.util.List;
import java.util.function.Predicate;

/** An engine behind a proxy that brings faults over its links. Closing it balances the books before it ends both. */
final class FaultyLink implements AutoCloseable {

    private final Bench bench;
    private final ToxicProxy proxy;
    private final AsyncEngine engine;

    private FaultyLink(Bench bench, ToxicProxy proxy, AsyncEngine engine) {
        this.bench = bench;
        this.proxy = proxy;
        this.engine = engine;
    }

    static FaultyLink of(Bench bench, EngineOptions options) {
        ToxicProxy proxy = ToxicProxy.to(bench.database());
        // In plain text, so that the proxy can wait for what passes.
        EngineOptions plain = options.withTls(TlsOptions.of(SslMode.DISABLE));
        return new FaultyLink(bench, proxy, bench.engine(plain, proxy.front(bench.database())));
    }

    ToxicProxy proxy() {
        return proxy;
    }

    AsyncEngine engine() {
        return engine;
    }

    PoolStatus status() {
        return Await.value(engine.pool().status());
    }

    /** Waits for what the pool has to come to. */
    PoolStatus status(String fact, Predicate<PoolStatus> expected) {
        return Eventually.gives(fact, Await.PATIENCE, this::status, expected);
    }

    /** Waits until the engine's side has seen that so many links are left: the proxy forgets a link when both ends are closed. */
    void awaitLinks(int left) {
        Eventually.gives(left + " links are left", Await.PATIENCE, proxy::open, open -> open == left);
    }

    @Override
    public void close() {
        try (proxy) {
            proxy.heal();
            proxy.resetSilenced();
            Books.assertBalanced(bench.database(), List.of(engine));
            Await.value(engine.close());
        }
    }
}
