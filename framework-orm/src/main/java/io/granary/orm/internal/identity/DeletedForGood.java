package io.granary.orm.internal.identity;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objects whose deletion was committed, as long as somebody else has them. */
final class DeletedForGood {

    private final Set<Known> all = new HashSet<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

    /** Stands for the object itself, and not for one that equals it. */
    private static final class Known extends WeakReference<Object> {

        private final int hash;

        Known(Object object, @Nullable ReferenceQueue<Object> queue) {
            super(object, queue);
            hash = System.identityHashCode(object);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || (other instanceof Known known && get() != null && get() == known.get());
        }
    }

    void note(Object object) {
        for (Object gone = collected.poll(); gone != null; gone = collected.poll()) {
            all.remove(gone);
        }
        all.add(new Known(object, collected));
    }

    boolean has(Object object) {
        return !all.isEmpty() && all.contains(new Known(object, null));
    }

    /** It is somebody's again. */
    void forget(Object object) {
        if (!all.isEmpty()) {
            all.remove(new Known(object, null));
        }
    }
}
