package io.granary.driver.r2dbc;

import io.granary.driver.DriverException;
import io.granary.driver.HostChoice;
import io.granary.driver.HostChoice.Address;
import io.granary.driver.HostChoice.Target;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * Tries several servers, one after the other, until one will do.
 *
 * <p>For any server, each connect begins at the next one, so that connections spread. For a primary it begins where the last one was. Each
 * server has its share of the connect timeout, lest one that does not answer uses up the others' time. Thread-safe.
 */
final class HostTour {

    private final HostChoice choice;
    private final Duration share;
    private final Flavor flavor;
    private final AtomicInteger first = new AtomicInteger();

    HostTour(HostChoice choice, Duration connectTimeout, Flavor flavor) {
        this.choice = choice;
        this.share = connectTimeout.dividedBy(choice.addresses().size());
        this.flavor = flavor;
    }

    /**
     * A connection to the first server that will do.
     *
     * @param attempt connects to one, and fails unless its server is {@link #fitting}
     * @param isFinal whether a failure would be the same anywhere, so that no other server is tried
     */
    Mono<Connection> connect(Function<Address, Mono<Connection>> attempt, Predicate<Throwable> isFinal) {
        return Mono.defer(() -> {
            int size = choice.addresses().size();
            int begin = choice.target() == Target.ANY
                    ? Math.floorMod(first.getAndIncrement(), size)
                    : Math.floorMod(first.get(), size);
            Mono<Connection> tour = visit(begin, attempt);
            for (int step = 1; step < size; step++) {
                int index = (begin + step) % size;
                tour = tour.onErrorResume(isFinal.negate(), failure -> visit(index, attempt));
            }
            return tour;
        });
    }

    private Mono<Connection> visit(int index, Function<Address, Mono<Connection>> attempt) {
        Mono<Connection> connect = attempt.apply(choice.addresses().get(index)).timeout(share);
        return choice.target() == Target.ANY ? connect : connect.doOnSuccess(connection -> first.set(index));
    }

    /** The connection, if its server will do; what is to become of it if not is the caller's business. */
    Mono<Connection> fitting(Connection opened) {
        return choice.target() == Target.ANY
                ? Mono.just(opened)
                : flavor.primary(opened)
                        .defaultIfEmpty(false)
                        .flatMap(primary -> primary ? Mono.just(opened) : Mono.error(this::noPrimary));
    }

    private DriverException noPrimary() {
        String hosts = choice.addresses().stream().map(Address::host).collect(Collectors.joining(", "));
        return new DriverException(
                DriverException.Origin.FAULT,
                "none of " + hosts + " takes changes: no primary",
                "08001",
                0,
                null,
                null);
    }
}
