package io.granary.engine;

import io.granary.error.ArgumentException;
import io.granary.error.MultipleResultsFoundException;
import io.granary.error.NoResultFoundException;
import io.granary.error.ResourceClosedException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A view of the rows of one execution: the rows themselves, one column of them, maps or records made of them.
 *
 * <p>All views of one execution read from one position: what one reads, the others do not see again. Which columns a view shows and
 * whether it leaves out duplicates is its own. Reading to the end closes softly: further reads give nothing, and that is no
 * error. {@link #close()} and the methods that read one row and give up the rest close for good: every read
 * after that, through whichever view, throws {@link ResourceClosedException}. So does every read of a statement that does not return rows.
 *
 * <p>Everything is in memory; closing is a courtesy to the collector and nothing leaks without. A row that cannot be given as asked
 * throws and stays unread.
 *
 * <p>Not thread-safe: one user at a time. It may be handed from thread to thread as any object is, with a happens-before, which the
 * completion of a stage gives.
 *
 * @param <T> what a row is shown as; null where the view is of values and SQL said NULL
 */
public abstract sealed class ResultView<T extends @Nullable Object> implements Iterable<T>, AutoCloseable
        permits Result, ScalarResult, MappingResult {

    private final Reader<T> reader;

    ResultView(Reader<T> reader) {
        this.reader = reader;
    }

    final Reader<T> reader() {
        return reader;
    }

    final RowCursor cursor() {
        return reader.cursor();
    }

    /**
     * {@return up to so many of the rows left, in order; fewer at the end only, then none; unmodifiable}
     *
     * <p>A unique view reads on until it has as many different ones.
     *
     * @param count how many at most; 0 reads none
     * @throws ArgumentException if the count is negative
     * @throws ResourceClosedException if the result is closed or its statement returns no rows
     */
    public final List<T> fetchMany(int count) {
        if (count < 0) {
            throw ArgumentException.of(
                    "fetchMany was asked for " + count + " rows.", "ask for 0 or more, or use fetchAll()");
        }
        return reader.read(count);
    }

    /**
     * {@return all rows left, in order; none if everything was read before; unmodifiable}
     *
     * @throws ResourceClosedException if the result is closed or its statement returns no rows
     */
    public final List<T> fetchAll() {
        return reader.read(Integer.MAX_VALUE);
    }

    /**
     * {@return all rows left, as {@link #fetchAll()}}
     *
     * @throws ResourceClosedException if the result is closed or its statement returns no rows
     */
    public final List<T> all() {
        return fetchAll();
    }

    /**
     * {@return the next row, empty if there is none or the view is of values and it is NULL; closes the result and gives up the rest}
     *
     * @throws ResourceClosedException if the result is closed or its statement returns no rows
     */
    public final Optional<T> first() {
        return reader.first("first()");
    }

    /**
     * {@return the one row left; closes the result}
     *
     * <p>A unique view counts different ones, and reads on only until it finds a second.
     *
     * @throws NoResultFoundException if there is none
     * @throws MultipleResultsFoundException if there are more
     * @throws ResourceClosedException if the result is closed or its statement returns no rows
     */
    public final T one() {
        return reader.one("one()");
    }

    /**
     * {@return the one row left, empty if there is none or the view is of values and it is NULL; closes the result}
     *
     * @throws MultipleResultsFoundException if there are more
     * @throws ResourceClosedException if the result is closed or its statement returns no rows
     */
    public final Optional<T> oneOrNone() {
        return reader.oneOrNone("oneOrNone()");
    }

    /**
     * {@return the rows left in lists of this size, the last one of what remains; each list is read when it is asked for}
     *
     * <p>Breaking off loses nothing but what was in the lists taken.
     *
     * @param size how many rows a list has, 1 or more
     * @throws ArgumentException if the size is less than 1
     * @throws ResourceClosedException if the result is closed or its statement returns no rows
     */
    public final Iterable<List<T>> partitions(int size) {
        if (size < 1) {
            throw ArgumentException.of("Partitions of " + size + " rows were asked for.", "ask for 1 or more");
        }
        cursor().position();
        return () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return reader.hasNext();
            }

            @Override
            public List<T> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("The result has no more rows");
                }
                return reader.read(size);
            }
        };
    }

    /**
     * {@return the rows left, one by one; breaking off keeps the position, and any other read goes on from there}
     *
     * <p>All iterators of a result share its position.
     *
     * @throws ResourceClosedException if the result is closed or its statement returns no rows
     */
    @Override
    public final Iterator<T> iterator() {
        cursor().position();
        return reader;
    }

    /** Gives up the rows left and closes the result, with all its views, for good. Closing again does nothing. */
    @Override
    public final void close() {
        cursor().close("close()");
    }

    /** {@return whether the result was closed for good, so that reading throws} */
    public final boolean isClosed() {
        return cursor().closed();
    }

    /** {@return whether nothing is left to read: all was read, there was nothing, or the result is closed} */
    public final boolean isSoftClosed() {
        return cursor().closed() || cursor().exhausted();
    }
}
