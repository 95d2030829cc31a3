package io.granary.orm.internal.flush;

import io.granary.dialect.Feature;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.error.FlushException;
import io.granary.orm.internal.flush.FlushExecution.Terms;
import io.granary.orm.internal.identity.EntityKeys;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.KeyGeneration;
import io.granary.orm.mapping.LifecycleCallbacks.Moment;
import io.granary.orm.mapping.MappedColumn;
import io.granary.sql.Insert;
import io.granary.sql.SelectItem;
import io.granary.sql.Sql;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** Inserts rows of one class: those with the same columns by one statement, whose keys come back with it. */
final class InsertStatements {

    private final Terms terms;
    private final EntityMapping<?> mapping;

    /** A row that is inserted. */
    private static final class Insertion {

        private final InstanceState state;
        private final @Nullable Object[] image;
        private final BitSet given;

        private Insertion(InstanceState state, @Nullable Object[] image, BitSet given) {
            this.state = state;
            this.image = image;
            this.given = given;
        }

        Map<String, Object> parameters(EntityMapping<?> mapping) {
            Map<String, Object> parameters = new HashMap<>();
            for (MappedColumn column : mapping.columns()) {
                if (given.get(column.slot())) {
                    parameters.put(column.column().key(), image[column.slot()]);
                }
            }
            return parameters;
        }
    }

    InsertStatements(Terms terms, EntityMapping<?> mapping) {
        this.terms = terms;
        this.mapping = mapping;
    }

    CompletionStage<Done> write(List<InstanceState> states) {
        List<Insertion> rows = states.stream().map(this::insertion).toList();
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (List<Insertion> group : Shapes.of(rows, row -> row.given).values()) {
            all = terms.turn().then(all, done -> insert(group));
        }
        return all;
    }

    private Insertion insertion(InstanceState state) {
        @Nullable Object[] image = terms.planner().image(state);
        mapping.version().ifPresent(version -> image[version.slot()] = Versions.first(version, image, terms.clock()));
        mapping.inheritance()
                .ifPresent(known ->
                        image[known.discriminatorSlot()] = known.value().orElseThrow());
        BitSet given = new BitSet();
        for (MappedColumn column : mapping.columns()) {
            given.set(column.slot(), column.insertable());
        }
        for (MappedColumn column : mapping.key()) {
            if (EntityKeys.isSet(mapping, column.slot(), image[column.slot()])) {
                continue;
            }
            if (!(mapping.generation() instanceof KeyGeneration.ByIdentity) && column.insertable()) {
                throw FlushException.of(
                        "A new " + mapping + " has no value for " + column.path() + ", which is of its key.",
                        column.reference()
                                ? "Let it refer to an object that has a key."
                                : "Give it one, or have one made: @GeneratedValue.");
            }
            given.clear(column.slot());
        }
        return new Insertion(state, image, given);
    }

    private CompletionStage<Done> insert(List<Insertion> rows) {
        rows.forEach(row -> terms.log().inserting(row.state));
        List<MappedColumn> fetched = mapping.columns().stream()
                .filter(column -> !rows.get(0).given.get(column.slot()))
                .toList();
        List<Map<String, Object>> parameters =
                rows.stream().map(row -> row.parameters(mapping)).toList();
        Insert insert = Sql.insert(mapping.table());
        if (fetched.isEmpty()) {
            return terms.runner()
                    .run(insert, parameters)
                    .thenApplyAsync(result -> settle(rows, fetched, List.of()), terms.turn());
        }
        if (terms.dialect().supports(Feature.INSERT_RETURNING)) {
            Insert returning =
                    insert.returning(fetched.stream().map(MappedColumn::column).toArray(SelectItem[]::new));
            return terms.runner()
                    .run(returning, parameters)
                    .thenApplyAsync(result -> settle(rows, fetched, result.fetchAll()), terms.turn());
        }
        return oneByOne(insert, rows, parameters);
    }

    /** Where an INSERT returns nothing but the key of its last row. */
    private CompletionStage<Done> oneByOne(Insert insert, List<Insertion> rows, List<Map<String, Object>> parameters) {
        List<MappedColumn> key = mapping.key().stream()
                .filter(column -> !rows.get(0).given.get(column.slot()))
                .toList();
        if (key.isEmpty()) {
            return terms.runner()
                    .run(insert, parameters)
                    .thenApplyAsync(result -> settle(rows, List.of(), List.of()), terms.turn());
        }
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (int i = 0; i < rows.size(); i++) {
            Insertion row = rows.get(i);
            Map<String, Object> own = parameters.get(i);
            all = all.thenComposeAsync(done -> terms.runner().run(insert, List.of(own)), terms.turn())
                    .thenApplyAsync(result -> settleKey(row, key, result), terms.turn());
        }
        return all;
    }

    private Done settleKey(Insertion row, List<MappedColumn> key, Result result) {
        Row told = result.insertedPrimaryKey();
        for (MappedColumn column : key) {
            row.image[column.slot()] = told.get(column.column());
        }
        settle(row, key);
        return Done.getInstance();
    }

    private Done settle(List<Insertion> rows, List<MappedColumn> fetched, List<Row> returned) {
        if (!fetched.isEmpty() && returned.size() != rows.size()) {
            throw FlushException.of(
                    "An INSERT of " + rows.size() + " rows into " + mapping.table() + " gave " + returned.size()
                            + " back, so it cannot be told which is which.",
                    "Look for a rule or a trigger that inserts other rows.");
        }
        for (int i = 0; i < rows.size(); i++) {
            for (int c = 0; c < fetched.size(); c++) {
                rows.get(i).image[fetched.get(c).slot()] = returned.get(i).get(c);
            }
            settle(rows.get(i), fetched);
        }
        return Done.getInstance();
    }

    /** Gives an object what its row has. */
    private void settle(Insertion row, List<MappedColumn> fetched) {
        InstanceState state = row.state;
        BitSet known = (BitSet) row.given.clone();
        BitSet written = new BitSet();
        fetched.forEach(column -> written.set(column.slot()));
        mapping.version().ifPresent(version -> written.set(version.slot()));
        mapping.discriminator().ifPresent(column -> written.set(column.slot()));
        known.or(written);
        state.mapping().write(state.object(), row.image, written);
        state.identify(EntityKeys.of(mapping, row.image)
                .orElseThrow(() -> FlushException.of(
                        "A row of " + mapping + " was inserted without a key.", "Say where its key comes from.")));
        terms.identities().addPersistent(state);
        state.commit(row.image, known);
        state.expireUnknown();
        mapping.callbacks().call(Moment.AFTER_INSERT, state.object());
    }

    /** The arrays of a row image hold null, and lists of values do, too. */
    static List<@Nullable Object> values(@Nullable Object[] image, List<MappedColumn> columns) {
        List<@Nullable Object> values = new ArrayList<>();
        columns.forEach(column -> values.add(image[column.slot()]));
        return values;
    }
}
