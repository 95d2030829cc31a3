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
import io.granary.orm.mapping.TablePart;
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

        /** What came back of the database. */
        private final BitSet fetched = new BitSet();

        private Insertion(InstanceState state, @Nullable Object[] image, BitSet given) {
            this.state = state;
            this.image = image;
            this.given = given;
        }

        /** Values of one of the tables; the key is in all of them. */
        Map<String, Object> parameters(EntityMapping<?> mapping, TablePart part) {
            Map<String, Object> parameters = new HashMap<>();
            BitSet own = part.among(given);
            for (int slot = own.nextSetBit(0); slot >= 0; slot = own.nextSetBit(slot + 1)) {
                parameters.put(part.column(slot).key(), image[slot]);
            }
            for (int i = 0; i < part.key().size(); i++) {
                int slot = mapping.key().get(i).slot();
                if (!part.has(slot)) {
                    parameters.put(part.key().get(i).key(), image[slot]);
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
        CompletionStage<Done> all = insert(rows, mapping.storedIn().get(0));
        for (TablePart part : mapping.storedIn().subList(1, mapping.storedIn().size())) {
            all = terms.turn().then(all, done -> insert(rows, part));
        }
        return terms.turn().map(all, done -> {
            rows.forEach(this::settle);
            return done;
        });
    }

    private CompletionStage<Done> insert(List<Insertion> rows, TablePart part) {
        List<Integer> fetched = mapping.columns().stream()
                .map(MappedColumn::slot)
                .filter(slot -> part.has(slot) && !rows.get(0).given.get(slot))
                .toList();
        List<Map<String, Object>> parameters =
                rows.stream().map(row -> row.parameters(mapping, part)).toList();
        Insert insert = Sql.insert(part.table());
        if (fetched.isEmpty()) {
            return terms.runner().run(insert, parameters).thenApplyAsync(result -> Done.getInstance(), terms.turn());
        }
        if (terms.dialect().supports(Feature.INSERT_RETURNING)) {
            Insert returning =
                    insert.returning(fetched.stream().map(part::column).toArray(SelectItem[]::new));
            return terms.runner()
                    .run(returning, parameters)
                    .thenApplyAsync(result -> fill(rows, fetched, result.fetchAll(), part), terms.turn());
        }
        return oneByOne(insert, rows, parameters, part);
    }

    /** Where an INSERT returns nothing but the key of its last row. */
    private CompletionStage<Done> oneByOne(
            Insert insert, List<Insertion> rows, List<Map<String, Object>> parameters, TablePart part) {
        List<Integer> key = mapping.key().stream()
                .map(MappedColumn::slot)
                .filter(slot -> part.has(slot) && !rows.get(0).given.get(slot))
                .toList();
        if (key.isEmpty()) {
            return terms.runner().run(insert, parameters).thenApplyAsync(result -> Done.getInstance(), terms.turn());
        }
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (int i = 0; i < rows.size(); i++) {
            Insertion row = rows.get(i);
            Map<String, Object> own = parameters.get(i);
            all = all.thenComposeAsync(done -> terms.runner().run(insert, List.of(own)), terms.turn())
                    .thenApplyAsync(result -> fillKey(row, key, result, part), terms.turn());
        }
        return all;
    }

    private static Done fillKey(Insertion row, List<Integer> key, Result result, TablePart part) {
        Row told = result.insertedPrimaryKey();
        for (int slot : key) {
            row.image[slot] = told.get(part.column(slot));
            row.fetched.set(slot);
        }
        return Done.getInstance();
    }

    private static Done fill(List<Insertion> rows, List<Integer> fetched, List<Row> returned, TablePart part) {
        if (returned.size() != rows.size()) {
            throw FlushException.of(
                    "An INSERT of " + rows.size() + " rows into " + part.table() + " gave " + returned.size()
                            + " back, so it cannot be told which is which.",
                    "Look for a rule or a trigger that inserts other rows.");
        }
        for (int i = 0; i < rows.size(); i++) {
            for (int c = 0; c < fetched.size(); c++) {
                rows.get(i).image[fetched.get(c)] = returned.get(i).get(c);
                rows.get(i).fetched.set(fetched.get(c));
            }
        }
        return Done.getInstance();
    }

    /** Gives an object what its row has. */
    private void settle(Insertion row) {
        InstanceState state = row.state;
        BitSet known = (BitSet) row.given.clone();
        BitSet written = (BitSet) row.fetched.clone();
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
