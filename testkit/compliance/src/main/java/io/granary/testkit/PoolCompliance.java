package io.granary.testkit;

/**
 * What an engine's pool does on a real server: how many connections there are and who gets one, how they age, are tested, cleared, given up
 * and replaced, and that they end with the engine.
 *
 * <p>To run it: {@code @Database(DatabaseKind.H2) class H2PoolIT implements PoolCompliance {}}.
 */
public interface PoolCompliance
        extends PoolLimitCompliance, PoolKindCompliance, PoolOrderCompliance, PoolLifeCompliance {}
