package io.granary.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement written for a database: for people to look at, and for tests.
 *
 * @param text the text, with the driver's markers
 * @param binds the values in the order of the markers, as the driver gets them
 */
public record CompiledSql(String text, List<@Nullable Object> binds) {

    /** Copies the list. */
    public CompiledSql {
        binds = Collections.unmodifiableList(new ArrayList<>(binds));
    }

    /** {@return the text; values may be personal data, and are not shown} */
    @Override
    public String toString() {
        return text;
    }
}
