package io.granary.engine;

/** What a pool does with connections that come back. */
public enum PoolKind {
    /** Keeps as many as {@link EngineOptions#poolSize()} says, and opens more on demand: SQLAlchemy's QueuePool. */
    QUEUE,
    /** Opens one for each lease and closes it when it comes back, without a limit: SQLAlchemy's NullPool. */
    NULL,
    /**
     * Has one for everybody, who take turns, and keeps it at any age: for databases that live in one connection's memory, and for tests.
     * SQLAlchemy's StaticPool, except that nobody shares it with others at the same time.
     */
    STATIC
}
