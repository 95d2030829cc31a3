package io.granary.stream;

import static java.util.Objects.requireNonNull;

import io.granary.engine.Row;
import io.granary.stream.internal.Feed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of one execution, each a read-only map of its columns' names to its values, in select order. (SQLAlchemy's {@code AsyncMappingResult}.) */
public final class AsyncMappingResult extends AsyncResultView<Map<String, @Nullable Object>> {

    private final RowReading rows;

    AsyncMappingResult(Feed feed, RowReading rows) {
        super(feed, rows.each(Row::asMap));
        this.rows = rows;
    }

    /** {@return completes with the next row; empty at the end} */
    public CompletionStage<Optional<Map<String, @Nullable Object>>> fetchOne() {
        return feed().fetch(1, false, reading()).thenApply(AsyncResultView::first);
    }

    /** {@return completes with all rows that are left; as {@link #all()}} */
    public CompletionStage<List<Map<String, @Nullable Object>>> fetchAll() {
        return all();
    }

    /** {@return completes with the names of the columns, the keys of each map; as {@link AsyncResult#keys()}} */
    public CompletionStage<List<String>> keys() {
        return feed().keys().thenApply(rows::names);
    }

    /**
     * {@return the same rows with some of their columns, in that order}
     *
     * @param indexes positions from 0, or negative ones from the end
     */
    public AsyncMappingResult columns(int... indexes) {
        return new AsyncMappingResult(feed(), rows.cut(all -> all.columns(indexes)));
    }

    /**
     * {@return the same rows with some of their columns, in that order}
     *
     * @param names the columns' names
     */
    public AsyncMappingResult columns(String... names) {
        return new AsyncMappingResult(feed(), rows.cut(all -> all.columns(names)));
    }

    /** {@return the same rows, equal ones once; as {@link AsyncResult#unique()}} */
    public AsyncMappingResult unique() {
        return new AsyncMappingResult(feed(), rows.unique(RowReading.ITSELF));
    }

    /**
     * {@return the same rows, of those with the same key the first; as {@link AsyncResult#unique()}}
     *
     * @param key gives what makes two rows the same; arrays count by content
     */
    public AsyncMappingResult unique(Function<? super Map<String, @Nullable Object>, ?> key) {
        requireNonNull(key, "key");
        return new AsyncMappingResult(feed(), rows.unique(row -> key.apply(row.asMap())));
    }
}
