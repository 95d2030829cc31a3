package io.granary.stream;

import io.granary.engine.RowChunk;
import io.granary.stream.internal.Feed;
import io.granary.stream.internal.Unique;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of one execution, each a read-only map of its columns' names to its values, in select order. (SQLAlchemy's {@code AsyncMappingResult}.) */
public final class AsyncMappingResult extends AsyncResultView<Map<String, @Nullable Object>> {

    AsyncMappingResult(Feed feed, Function<RowChunk, List<Map<String, @Nullable Object>>> reading) {
        super(feed, reading);
    }

    /** {@return completes with the next row; empty at the end} */
    public CompletionStage<Optional<Map<String, @Nullable Object>>> fetchOne() {
        return feed().fetch(1, false, reading()).thenApply(rows -> rows.stream().findFirst());
    }

    /** {@return completes with all rows that are left; as {@link #all()}} */
    public CompletionStage<List<Map<String, @Nullable Object>>> fetchAll() {
        return all();
    }

    /** {@return the same rows, equal ones once: each is kept in memory to be compared with those that follow} */
    public AsyncMappingResult unique() {
        return new AsyncMappingResult(feed(), Unique.of(reading()));
    }
}
