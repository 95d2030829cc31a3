package io.granary.testkit.random;

import java.util.List;
import java.util.Random;

/** Chance, the same for the same seed. Not thread-safe. */
public final class Dice {

    private static final int MIXED = 0x9E3779B9;

    private final Random random;

    private Dice(long seed) {
        random = new Random(seed);
    }

    /**
     * {@return dice that fall the same way each time}
     *
     * @param seed for a whole run, see {@link Seed}
     * @param number of the case within the run, so that one can be had without those before it
     */
    public static Dice of(long seed, int number) {
        return new Dice(seed * MIXED + number);
    }

    /**
     * {@return a number from 0 on}
     *
     * @param below the first that it is not
     */
    public int below(int below) {
        return random.nextInt(below);
    }

    /**
     * {@return true once in so many times}
     *
     * @param times how many
     */
    public boolean onceIn(int times) {
        return random.nextInt(times) == 0;
    }

    /**
     * {@return one of some things}
     *
     * @param <E> what they are
     * @param things at least one
     */
    public <E> E oneOf(List<E> things) {
        return things.get(random.nextInt(things.size()));
    }
}
