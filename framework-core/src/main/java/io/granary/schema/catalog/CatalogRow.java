package io.granary.schema.catalog;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of a database's catalogue. Catalogues are loose about types, so it is read by what is meant.
 *
 * @param values in the order of the question's columns
 */
public record CatalogRow(List<@Nullable Object> values) {

    /** Copies the list. */
    public CatalogRow {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /**
     * {@return a text; null for NULL}
     *
     * @param index its position from 0
     */
    public @Nullable String text(int index) {
        Object value = values.get(index);
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        } else if (value instanceof ByteBuffer bytes) {
            return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        }
        return value == null ? null : value.toString();
    }

    /**
     * {@return a text that is there}
     *
     * @param index its position from 0
     */
    public String name(int index) {
        return requireNonNull(text(index));
    }

    /**
     * {@return a text; empty for NULL, and for a text without characters}
     *
     * @param index its position from 0
     */
    public Optional<String> optional(int index) {
        return Optional.ofNullable(text(index)).filter(text -> !text.isEmpty());
    }

    /**
     * {@return a whole number; a default for NULL}
     *
     * @param index its position from 0
     * @param missing the default
     */
    public long number(int index, long missing) {
        String text = text(index);
        return text == null ? missing : Long.parseLong(text);
    }

    /**
     * {@return whether it says yes: true, {@code YES} or a number other than 0}
     *
     * @param index its position from 0
     */
    public boolean flag(int index) {
        String text = text(index);
        return text != null && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("yes") || text.equals("1"));
    }
}
