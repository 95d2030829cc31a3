package io.granary.examples.musicstore.store;

import java.util.List;

/**
 * What somebody wants to buy.
 *
 * @param customerId who
 * @param lines what
 */
public record Order(long customerId, List<Line> lines) {

    /** Copies the list. */
    public Order {
        lines = List.copyOf(lines);
    }

    /**
     * One track of it.
     *
     * @param trackId which
     * @param quantity how many
     */
    public record Line(long trackId, int quantity) {}
}
