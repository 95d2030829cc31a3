package io.granary.orm.internal.session;

import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Hierarchy;
import io.granary.orm.mapping.Inheritance;
import io.granary.orm.mapping.TablePart;
import io.granary.sql.Delete;
import io.granary.sql.Sql;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/**
 * Runs a DELETE of a class whose rows, or those of a class below it, are in several tables: the keys of the rows are asked for first, and then each table
 * gets one statement for them, those behind others in the order of foreign keys before these.
 */
final class JoinedDeletes {

    private final SessionCore core;
    private final EntityMapping<?> mapping;
    private final Delete delete;
    private final Map<String, ?> values;
    private final List<TablePart> parts;

    private JoinedDeletes(
            SessionCore core, EntityMapping<?> mapping, Delete delete, Map<String, ?> values, List<TablePart> parts) {
        this.core = core;
        this.mapping = mapping;
        this.delete = delete;
        this.values = values;
        this.parts = parts;
    }

    /** What runs one; empty where all rows are in one table, or the statement returns something, or is run several times. */
    static Optional<JoinedDeletes> of(
            SessionCore core, EntityMapping<?> mapping, Delete delete, List<? extends Map<String, ?>> parameters) {
        if (mapping.inheritance().filter(Inheritance::joined).isEmpty()
                || parameters.size() > 1
                || !delete.returned().isEmpty()) {
            return Optional.empty();
        }
        List<TablePart> parts = new ArrayList<>(mapping.storedIn());
        core.mappings().hierarchy(mapping).map(Hierarchy::below).ifPresent(parts::addAll);
        Map<String, ?> values = parameters.isEmpty() ? Map.of() : parameters.get(0);
        return parts.size() > 1
                ? Optional.of(new JoinedDeletes(core, mapping, delete, values, ordered(parts)))
                : Optional.empty();
    }

    /** From the lowest up, and of tables beside one another those first that refer to others; in a circle no order is right for all rows. */
    private static List<TablePart> ordered(List<TablePart> parts) {
        List<TablePart> left = new ArrayList<>(parts);
        Collections.reverse(left);
        List<TablePart> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            TablePart next = left.stream()
                    .filter(part -> left.stream().noneMatch(other -> !other.equals(part) && refers(other, part)))
                    .findFirst()
                    .orElse(left.get(0));
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    private static boolean refers(TablePart from, TablePart to) {
        return from.table().foreignKeys().stream()
                .anyMatch(key -> key.target().toString().equals(to.table().toString()));
    }

    /** Completes with the keys of the rows that were deleted. */
    CompletionStage<List<List<Object>>> run() {
        JoinedRows rows = new JoinedRows(core, mapping);
        CompletionStage<List<List<Object>>> keys =
                rows.keys(delete.ctes(), delete.others(), delete.criteria(), delete.rowConditions(), values);
        return core.turn().then(keys, found -> {
            CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
            for (TablePart part : parts) {
                Delete own = Sql.delete(part.table());
                all = core.turn().then(all, done -> rows.each(part, found, own::where));
            }
            return core.turn().map(all, done -> found);
        });
    }
}
