package io.granary.orm.internal.session;

import io.granary.engine.Result;
import io.granary.engine.ResultData;
import io.granary.engine.RowKeys;
import io.granary.error.CompileException;
import io.granary.error.InvalidRequestException;
import io.granary.orm.internal.flush.Versions;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.KeyGeneration;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.TablePart;
import io.granary.sql.Assignment;
import io.granary.sql.Bind;
import io.granary.sql.Insert;
import io.granary.sql.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * Runs an INSERT of rows of a class in several tables: one statement for each of them, from the topmost down. All have the key of the row, so it has to
 * be known before.
 */
final class JoinedInserts {

    private final SessionCore core;
    private final EntityMapping<?> mapping;
    private final Insert insert;
    private final List<? extends Map<String, ?>> parameters;

    private JoinedInserts(
            SessionCore core, EntityMapping<?> mapping, Insert insert, List<? extends Map<String, ?>> parameters) {
        this.core = core;
        this.mapping = mapping;
        this.insert = insert;
        this.parameters = parameters;
    }

    /** What runs one; empty where the rows are in one table, or the statement does more than to give values. */
    static Optional<JoinedInserts> of(
            SessionCore core, EntityMapping<?> mapping, Insert insert, List<? extends Map<String, ?>> parameters) {
        boolean plain = mapping.storedIn().size() > 1
                && insert.returned().isEmpty()
                && insert.query().isEmpty()
                && insert.conflict().isEmpty()
                && insert.ctes().isEmpty()
                && insert.rows().stream().flatMap(List::stream).allMatch(each -> each.value() instanceof Bind<?>)
                && (insert.rows().size() <= 1 || parameters.size() <= 1);
        return plain ? Optional.of(new JoinedInserts(core, mapping, insert, parameters)) : Optional.empty();
    }

    /** Completes with the number of rows of the class, and the key of a single one. */
    CompletionStage<Result> run(Optional<Object> discriminator) {
        List<Map<Integer, @Nullable Object>> rows = rows();
        rows.forEach(row -> complete(row, discriminator));
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (TablePart part : mapping.storedIn()) {
            List<Map<String, @Nullable Object>> own =
                    rows.stream().map(row -> of(part, row)).toList();
            for (List<Map<String, @Nullable Object>> run : SetsOfNames.runs(own)) {
                all = core.turn()
                        .then(
                                all,
                                done -> core.turn()
                                        .map(
                                                core.connection().run(Sql.insert(part.table()), run),
                                                result -> Done.getInstance()));
            }
        }
        return core.turn().map(all, done -> Result.of(inserted(rows)));
    }

    private ResultData inserted(List<Map<Integer, @Nullable Object>> rows) {
        ResultData.@Nullable Key key = rows.size() == 1 ? key(rows.get(0)) : null;
        return new ResultData(RowKeys.unknown(), List.of(), rows.size(), false, true, key);
    }

    private ResultData.Key key(Map<Integer, @Nullable Object> row) {
        List<String> names = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (MappedColumn column : mapping.key()) {
            names.add(column.column().key());
            values.add(row.get(column.slot()));
        }
        return new ResultData.Key(RowKeys.of(names), values);
    }

    /** What is given, by the places in a row image. */
    private List<Map<Integer, @Nullable Object>> rows() {
        List<Map<Integer, @Nullable Object>> rows = new ArrayList<>();
        List<List<Assignment>> said = insert.rows().isEmpty() ? List.of(List.of()) : insert.rows();
        List<? extends Map<String, ?>> given = parameters.isEmpty() ? List.of(Map.of()) : parameters;
        for (List<Assignment> row : said) {
            for (Map<String, ?> values : given) {
                rows.add(row(row, values));
            }
        }
        return rows;
    }

    private Map<Integer, @Nullable Object> row(List<Assignment> said, Map<String, ?> values) {
        Map<Integer, @Nullable Object> row = new LinkedHashMap<>();
        Map<String, Object> rest = new HashMap<>(values);
        for (Assignment assignment : said) {
            Bind<?> bind = (Bind<?>) assignment.value();
            if (!BulkChanges.known(bind, values)) {
                throw CompileException.of(
                        "No value is given for :" + bind.name() + ", which " + assignment.column() + " is set to.",
                        "Give it when the statement is executed.");
            }
            row.put(slot(assignment.column().key()), BulkChanges.value(bind, values));
            bind.ownName().ifPresent(rest::remove);
        }
        rest.forEach((name, value) -> row.put(slot(name), value));
        return row;
    }

    private int slot(String key) {
        return mapping.columns().stream()
                .filter(column -> column.column().key().equals(key) && !column.isExpression())
                .findFirst()
                .orElseThrow(() -> CompileException.of(
                        "Unconsumed column names: " + key + "; " + mapping + " has no such column.",
                        "Its columns are "
                                + mapping.columns().stream()
                                        .map(column -> column.column().key())
                                        .toList()
                                + "."))
                .slot();
    }

    private void complete(Map<Integer, @Nullable Object> row, Optional<Object> discriminator) {
        mapping.discriminator()
                .ifPresent(column -> discriminator.ifPresent(value -> row.putIfAbsent(column.slot(), value)));
        mapping.version()
                .filter(MappedColumn::insertable)
                .ifPresent(version -> row.computeIfAbsent(
                        version.slot(),
                        slot -> Versions.first(
                                version.column().type().javaType(),
                                core.options().clock())));
        for (MappedColumn column : mapping.key()) {
            if (row.get(column.slot()) != null) {
                continue;
            }
            if (!(mapping.generation() instanceof KeyGeneration.BySupplier by)) {
                throw InvalidRequestException.of(
                        "A row of " + mapping
                                + " is in several tables, all of which have its key, and this INSERT has no value for "
                                + column + ": the database would give it, to the first of them alone.",
                        "Give the key in each row; or have the program make keys, as GenerationType.UUID and @GeneratedBy do; or add objects to the session.");
            }
            row.put(column.slot(), by.source().get());
        }
    }

    private Map<String, @Nullable Object> of(TablePart part, Map<Integer, @Nullable Object> row) {
        Map<String, @Nullable Object> own = new HashMap<>();
        row.forEach((slot, value) -> {
            if (part.has(slot)) {
                own.put(part.column(slot).key(), value);
            }
        });
        for (int i = 0; i < part.key().size(); i++) {
            own.put(part.key().get(i).key(), row.get(mapping.key().get(i).slot()));
        }
        return own;
    }
}
