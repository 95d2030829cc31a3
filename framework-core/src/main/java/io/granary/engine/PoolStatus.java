package io.granary.engine;

/**
 * The numbers of a pool at one moment, as SQLAlchemy's QueuePool counts.
 *
 * @param size how many connections the pool keeps, 0 for as many as wanted
 * @param checkedIn idle connections
 * @param checkedOut lent connections
 * @param overflow connections beyond the size; negative while there are fewer than the size
 * @param opening connections being opened
 * @param waiting who waits for a connection
 * @param closing connections given up whose driver has not closed them yet; they take no place
 * @param aside connections held beside the pool, at most one: the one over which statements are stopped on MySQL, MariaDB and H2
 * @param opened connections opened so far
 * @param closed connections ended so far
 * @param timedOut waits that timed out so far
 * @param recycled connections closed so far because of their age
 * @param invalidated connections given up so far because their link was lost or their state unknown
 */
public record PoolStatus(
        int size,
        int checkedIn,
        int checkedOut,
        int overflow,
        int opening,
        int waiting,
        int closing,
        int aside,
        long opened,
        long closed,
        long timedOut,
        long recycled,
        long invalidated) {}
