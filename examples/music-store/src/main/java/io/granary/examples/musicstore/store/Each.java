package io.granary.examples.musicstore.store;

import io.granary.orm.AsyncSession;
import io.granary.orm.mapping.Relationship;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Loads a relationship of several objects. */
final class Each {

    private Each() {}

    /** One after another; those that refer to what the session has already ask for nothing. */
    static <E> CompletionStage<Done> load(
            AsyncSession session, Collection<? extends E> objects, Relationship<E, ?> relationship) {
        CompletionStage<Done> loaded = CompletableFuture.completedStage(Done.getInstance());
        for (E object : objects) {
            loaded = loaded.thenCompose(
                    done -> session.loadOptional(object, relationship).thenApply(found -> done));
        }
        return loaded;
    }
}
