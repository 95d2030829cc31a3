package io.granary.testkit.unitofwork;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Steps that a session is taken through.
 *
 * @param steps what is done
 * @param expires whether the session expires its objects when it commits
 */
record Program(List<Step> steps, boolean expires) {

    /** The program of a seed, half of which begin with objects that are there and are not loaded. */
    static Program of(long seed, int length) {
        Random random = new Random(seed);
        List<Step> steps = new ArrayList<>();
        if (random.nextBoolean()) {
            for (int i = 0; i < 15; i++) {
                steps.add(new Step(Deed.CREATE, random.nextLong()));
            }
            steps.add(new Step(Deed.CLOSE, 1));
            for (int i = 0; i < 5; i++) {
                steps.add(new Step(Deed.GET, random.nextLong()));
            }
        }
        for (int i = 0; i < length; i++) {
            steps.add(new Step(Deed.any(random), random.nextLong()));
        }
        return new Program(steps, seed % 3 != 0);
    }

    /** One that leaves out some steps. */
    Program without(int from, int count) {
        List<Step> fewer = new ArrayList<>(steps.subList(0, from));
        fewer.addAll(steps.subList(Math.min(steps.size(), from + count), steps.size()));
        return new Program(fewer, expires);
    }
}
