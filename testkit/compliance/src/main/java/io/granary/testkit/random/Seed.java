package io.granary.testkit.random;

/** Where random cases begin: always at the same place, unless {@code -Dgranary.seed=…} says otherwise. */
public final class Seed {

    private static final String PROPERTY = "granary.seed";

    private Seed() {}

    /**
     * {@return the seed of a run}
     *
     * @param usual the one of a run that was not told any
     */
    public static long of(long usual) {
        return Long.getLong(PROPERTY, usual);
    }

    /**
     * {@return what has to be said to have a run again}
     *
     * @param seed the run's
     */
    public static String again(long seed) {
        return "Again with -D" + PROPERTY + "=" + seed;
    }
}
