package io.granary.stream;

import io.granary.error.ArgumentException;

/**
 * How many lanes rows are dealt out to, and how far one may fall behind the others. Immutable: {@code LaneSettings.of(4).withBuffer(1000)}.
 *
 * @param count how many lanes, from 1
 * @param buffer how many rows may wait in a lane, from 1. They are in memory; before the next one for that lane nothing is dealt to any. What a lane's sink has taken
 *     already is its own and does not count, its input buffer included (Pekko's {@code Attributes.inputBuffer}, 16)
 */
public record LaneSettings(int count, int buffer) {

    private static final int USUAL_BUFFER = 256;

    /**
     * Checks the ranges.
     *
     * @throws ArgumentException when one is left
     */
    public LaneSettings {
        if (count < 1) {
            throw ArgumentException.of("Lanes were asked for, " + count + " of them.", "Ask for 1 or more.");
        }
        if (buffer < 1) {
            throw ArgumentException.of(
                    buffer + " rows are to wait in a lane at most.", "Let 1 or more wait, or leave the usual 256.");
        }
    }

    /**
     * {@return lanes in each of which 256 rows may wait}
     *
     * @param count how many lanes, from 1
     * @throws ArgumentException when there are none
     */
    public static LaneSettings of(int count) {
        return new LaneSettings(count, USUAL_BUFFER);
    }

    /**
     * {@return as many lanes, with other buffers}
     *
     * @param rows how many rows may wait in a lane, from 1
     * @throws ArgumentException when it is less
     */
    public LaneSettings withBuffer(int rows) {
        return new LaneSettings(count, rows);
    }
}
