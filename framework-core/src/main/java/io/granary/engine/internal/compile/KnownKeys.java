package io.granary.engine.internal.compile;

import io.granary.engine.RowKeys;
import io.granary.sql.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of a statement's last result, which those of the next one most often are too. Thread-safe. */
public final class KnownKeys {

    private final List<Expression<?>> columns;
    private volatile @Nullable RowKeys last;

    /** Keys of a statement that knows nothing of its columns. */
    KnownKeys() {
        this(List.of());
    }

    /** Keys of a statement that knows what its columns are. */
    KnownKeys(List<Expression<?>> columns) {
        this.columns = columns;
    }

    /**
     * {@return the keys of these names, the same object as long as the names stay the same}
     *
     * @param names one for each column
     */
    public RowKeys of(List<String> names) {
        RowKeys known = last;
        if (known == null || !known.names().equals(names)) {
            known = RowKeys.of(names, columns);
            last = known;
        }
        return known;
    }
}
