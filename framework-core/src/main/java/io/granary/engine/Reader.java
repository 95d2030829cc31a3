package io.granary.engine;

import io.granary.error.MultipleResultsFoundException;
import io.granary.error.NoResultFoundException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the elements of one view from the cursor it shares with the others: shapes each row, and leaves out what it has seen when it is
 * to be unique. What was seen is remembered by this reader alone.
 *
 * <p>An element is found before the cursor is moved, so that asking whether there is a next one takes no row away from other
 * views, and a row that cannot be shaped stays where it is.
 */
final class Reader<T extends @Nullable Object> implements Iterator<T> {

    /** What makes two elements the same to a unique view. */
    @FunctionalInterface
    interface Identity<T extends @Nullable Object> {
        @Nullable Object of(@Nullable Object[] raw, T element);
    }

    private static final int NOWHERE = -1;

    private final RowCursor cursor;
    private final Function<@Nullable Object[], T> shape;
    private final @Nullable Identity<T> identity;
    private final Set<@Nullable Object> seen = new HashSet<>();

    private int foundFrom = NOWHERE; // where the cursor stood when the element was found
    private int foundAt;
    private @Nullable T found;
    private @Nullable Object foundIdentity;

    Reader(RowCursor cursor, Function<@Nullable Object[], T> shape, @Nullable Identity<T> identity) {
        this.cursor = cursor;
        this.shape = shape;
        this.identity = identity;
    }

    Reader<T> unique(Identity<T> by) {
        return new Reader<>(cursor, shape, by);
    }

    RowCursor cursor() {
        return cursor;
    }

    /** Whether there is a next element. When there is none, what was passed over is read too. */
    @Override
    public boolean hasNext() {
        int from = cursor.position();
        if (foundFrom == from) {
            return true;
        }
        for (int at = from; at < cursor.end(); at++) {
            @Nullable Object[] raw = cursor.row(at);
            T element = shape.apply(raw);
            Object mark = identity == null ? null : Content.of(identity.of(raw, element));
            if (identity == null || !seen.contains(mark)) {
                found = element;
                foundIdentity = mark;
                foundAt = at;
                foundFrom = from;
                return true;
            }
        }
        cursor.moveTo(cursor.end());
        return false;
    }

    @Override
    @SuppressWarnings("NullAway") // T admits null where the view does
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The result has no more rows");
        }
        T element = found;
        if (identity != null) {
            seen.add(foundIdentity);
        }
        cursor.moveTo(foundAt + 1);
        foundFrom = NOWHERE;
        found = null;
        return element;
    }

    /** Up to so many elements. When one fails, none is read. */
    List<T> read(int limit) {
        int start = cursor.position();
        List<T> elements = new ArrayList<>(Math.min(limit, cursor.end() - start));
        List<@Nullable Object> news = new ArrayList<>();
        try {
            while (elements.size() < limit && hasNext()) {
                if (identity != null) {
                    news.add(foundIdentity);
                }
                elements.add(next());
            }
        } catch (RuntimeException | Error failure) {
            cursor.moveTo(start);
            news.forEach(seen::remove);
            throw failure;
        }
        return Collections.unmodifiableList(elements);
    }

    Optional<T> first(String operation) {
        cursor.position();
        try {
            return hasNext() ? Optional.ofNullable(next()) : Optional.empty();
        } finally {
            cursor.close(operation);
        }
    }

    T one(String operation) {
        cursor.position();
        try {
            if (!hasNext()) {
                throw NoResultFoundException.of(
                        "No row was found when exactly one was required.",
                        "check the condition, or use oneOrNone() where none is a fair answer");
            }
            return onlyOne("exactly one was required", "first() takes the first and gives up the rest");
        } finally {
            cursor.close(operation);
        }
    }

    Optional<T> oneOrNone(String operation) {
        cursor.position();
        try {
            return hasNext()
                    ? Optional.ofNullable(onlyOne(
                            "one or none was required",
                            "make the condition unique, or use first(), which gives up the rest"))
                    : Optional.empty();
        } finally {
            cursor.close(operation);
        }
    }

    private T onlyOne(String required, String hint) {
        T only = next();
        if (identity == null ? !cursor.exhausted() : hasNext()) {
            throw MultipleResultsFoundException.of("Multiple rows were found when " + required + ".", hint);
        }
        return only;
    }
}
