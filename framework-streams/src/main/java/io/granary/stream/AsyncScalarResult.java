package io.granary.stream;

import io.granary.engine.RowChunk;
import io.granary.stream.internal.Feed;
import io.granary.stream.internal.Unique;
import java.util.List;
import java.util.function.Function;

/**
 * The rows of one execution, of each one value. NULL is null in lists, an empty Optional by itself, and an error in a Source, which has no element for it. (SQLAlchemy's {@code
 * AsyncScalarResult}.)
 *
 * @param <T> the values
 */
public final class AsyncScalarResult<T> extends AsyncResultView<T> {

    AsyncScalarResult(Feed feed, Function<RowChunk, List<T>> reading) {
        super(feed, reading);
    }

    /** {@return the same values, equal ones once: each is kept in memory to be compared with those that follow} */
    public AsyncScalarResult<T> unique() {
        return new AsyncScalarResult<>(feed(), Unique.of(reading()));
    }
}
