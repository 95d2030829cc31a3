package io.granary.schema;

import io.granary.sql.Expression;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has to be true of each row.
 *
 * @param constraintName its name; null for one that is found
 * @param condition what; its values are written into the text of CREATE TABLE
 */
public record CheckConstraint(@Nullable String constraintName, Expression<Boolean> condition) implements Constraint {

    @Override
    public Optional<String> name() {
        return Optional.ofNullable(constraintName);
    }
}
