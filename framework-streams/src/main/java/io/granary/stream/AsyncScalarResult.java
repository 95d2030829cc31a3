package io.granary.stream;

import static java.util.Objects.requireNonNull;

import io.granary.engine.RowChunk;
import io.granary.stream.internal.Feed;
import io.granary.stream.internal.Unique;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one execution, of each one value, or a record. NULL is null in lists and from {@link #one()}, an empty Optional from {@link #first()} and {@link
 * #oneOrNone()}, and an error in a Source, which has no element for it. (SQLAlchemy's {@code AsyncScalarResult}.)
 *
 * @param <T> the values; null where SQL said NULL
 */
public final class AsyncScalarResult<T extends @Nullable Object> extends AsyncResultView<T> {

    AsyncScalarResult(Feed feed, Function<RowChunk, List<T>> reading) {
        super(feed, reading);
    }

    /** {@return the same values, equal ones once: each is kept in memory to be compared with those that follow; arrays count by content} */
    public AsyncScalarResult<T> unique() {
        return unique(value -> value);
    }

    /**
     * {@return the same values, of those with the same key the first; as {@link #unique()}}
     *
     * @param key gives what makes two values the same
     */
    public AsyncScalarResult<T> unique(Function<? super T, ?> key) {
        requireNonNull(key, "key");
        return new AsyncScalarResult<>(feed(), Unique.of(reading(), key));
    }
}
