package io.granary.engine.internal.compile;

import io.granary.engine.RowKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of a statement's last result, which those of the next one most often are too. Thread-safe. */
public final class KnownKeys {

    private volatile @Nullable RowKeys last;

    /**
     * {@return the keys of these names, the same object as long as the names stay the same}
     *
     * @param names one for each column
     */
    public RowKeys of(List<String> names) {
        RowKeys known = last;
        if (known == null || !known.names().equals(names)) {
            known = RowKeys.of(names);
            last = known;
        }
        return known;
    }
}
