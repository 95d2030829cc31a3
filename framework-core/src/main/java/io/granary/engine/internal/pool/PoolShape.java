package io.granary.engine.internal.pool;

import io.granary.engine.EngineOptions;

/**
 * How many connections a pool keeps and how many it may have at a time.
 *
 * @param keeps how many stay open while nobody needs them; {@link #UNLIMITED} for all
 * @param most how many may be open at a time; {@link #UNLIMITED} for any number
 */
public record PoolShape(int keeps, int most) {

    /** As many as wanted; far enough from the largest number to be added to. */
    public static final int UNLIMITED = Integer.MAX_VALUE / 2;

    /**
     * {@return the shape that options ask for}
     *
     * @param options of the engine
     */
    public static PoolShape of(EngineOptions options) {
        return switch (options.poolKind()) {
            case QUEUE -> queue(options);
            case NULL -> new PoolShape(0, UNLIMITED);
            case STATIC -> new PoolShape(1, 1);
        };
    }

    private static PoolShape queue(EngineOptions options) {
        if (options.poolSize() == 0) {
            return new PoolShape(UNLIMITED, UNLIMITED);
        }
        return new PoolShape(
                options.poolSize(), options.maxOverflow() < 0 ? UNLIMITED : options.poolSize() + options.maxOverflow());
    }

    /** {@return whether any number of connections may be open} */
    public boolean isUnlimited() {
        return most >= UNLIMITED;
    }
}
