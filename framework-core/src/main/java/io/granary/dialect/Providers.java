package io.granary.dialect;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * What {@link ServiceLoader} finds for the thread that asks. One that cannot be loaded takes nothing from the others.
 *
 * @param <S> the service
 * @param loaded those that were loaded, in the order of the class path; unmodifiable
 * @param broken why the first of the others was not; empty if there is none
 */
public record Providers<S>(List<S> loaded, Optional<Throwable> broken) {

    /** A class path with more than this in ruins is given up. */
    private static final int MOST_BROKEN = 100;

    /**
     * {@return the providers on the class path}
     *
     * @param <S> the service
     * @param service its type
     */
    public static <S> Providers<S> of(Class<S> service) {
        List<S> loaded = new ArrayList<>();
        List<Throwable> broken = new ArrayList<>();
        Iterator<S> providers = ServiceLoader.load(service).iterator();
        while (broken.size() < MOST_BROKEN) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                loaded.add(providers.next());
            } catch (ServiceConfigurationError | LinkageError failure) {
                // The loader goes on behind the one that it failed at.
                broken.add(failure);
            }
        }
        return new Providers<>(List.copyOf(loaded), broken.stream().findFirst());
    }
}
