package io.granary.engine;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The view of a result that shows one element for each row: the value of one column, or a record.
 *
 * <p>It has no fetch of a single element, since an absent element and NULL would look alike; iterate instead. In
 * {@link #first()} and {@link #oneOrNone()} they do look alike: both are empty. See {@link ResultView} for position, closing and
 * threads. (After SQLAlchemy's {@code ScalarResult}.)
 *
 * @param <T> the element; null where SQL said NULL
 */
public final class ScalarResult<T extends @Nullable Object> extends ResultView<T> {

    ScalarResult(Reader<T> reader) {
        super(reader);
    }

    /** {@return the view that leaves out elements it has given before; NULL is one of them, arrays count by content} */
    public ScalarResult<T> unique() {
        return new ScalarResult<>(reader().unique((raw, element) -> element));
    }

    /**
     * {@return the view that leaves out elements whose key it has met before}
     *
     * @param key gives what makes two elements the same; arrays count by content
     */
    public ScalarResult<T> unique(Function<? super T, ?> key) {
        return new ScalarResult<>(reader().unique((raw, element) -> key.apply(element)));
    }
}
