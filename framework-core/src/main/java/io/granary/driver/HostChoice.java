package io.granary.driver;

import java.util.List;
import java.util.OptionalInt;

/**
 * Several servers of which one is connected to.
 *
 * @param addresses in the order in which they are tried; at least one
 * @param target which of them will do
 */
public record HostChoice(List<Address> addresses, Target target) {

    /** Copies the addresses. */
    public HostChoice {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("no address to connect to");
        }
    }

    /**
     * Where a server is.
     *
     * @param host its name or address
     * @param port its port, empty for the usual one
     */
    public record Address(String host, OptionalInt port) {}

    /** Which server will do. */
    public enum Target {
        /** Each in turn; whichever answers. */
        ANY,
        /** Only one that takes changes; the one that did last is tried first. */
        PRIMARY
    }
}
