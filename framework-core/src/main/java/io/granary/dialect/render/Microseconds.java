package io.granary.dialect.render;

import java.time.Duration;

/** Lengths of time as whole numbers. */
final class Microseconds {

    private Microseconds() {}

    static long of(Duration time) {
        return Math.addExact(Math.multiplyExact(time.getSeconds(), 1_000_000L), time.getNano() / 1000);
    }
}
