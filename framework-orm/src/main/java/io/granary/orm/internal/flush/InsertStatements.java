package io.granary.orm.internal.flush;

import io.granary.dialect.Feature;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.error.FlushException;
import io.granary.orm.internal.flush.FlushExecution.Terms;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.EntityKeys;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Inheritance;
import io.granary.orm.mapping.KeyGeneration;
import io.granary.orm.mapping.LifecycleCallbacks.Moment;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.TablePart;
import io.granary.sql.Insert;
import io.granary.sql.SelectItem;
import io.granary.sql.Sql;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** Inserts rows of one class: those with the same columns by one statement, whose keys come back with it. */
final class InsertStatements {

    private final Terms terms;
    private final EntityMapping<?> mapping;
    private final @Nullable MappedColumn version;
    private final @Nullable Inheritance inheritance;

    /** The slots that an INSERT may send; never changed, as rows share it. */
    private final BitSet insertable = new BitSet();

    /** Whether rows are sent as objects have them: nothing is given to the image. */
    private final boolean asTheyAre;

    /** Those but the key's; never changed. */
    private final BitSet besidesKey;

    /** A row that is inserted. */
    private static final class Insertion {

        private final InstanceState state;
        private final @Nullable Object[] image;

        /** What the object had before anything was given to it. */
        private final @Nullable Object[] before;

        /** Which values of the image are sent. */
        private final BitSet given;

        private Insertion(InstanceState state, @Nullable Object[] image, @Nullable Object[] before, BitSet given) {
            this.state = state;
            this.image = image;
            this.before = before;
            this.given = given;
        }
    }

    InsertStatements(Terms terms, EntityMapping<?> mapping) {
        this.terms = terms;
        this.mapping = mapping;
        this.version = mapping.version().orElse(null);
        this.inheritance = mapping.inheritance().orElse(null);
        for (MappedColumn column : mapping.columns()) {
            insertable.set(column.slot(), column.insertable());
        }
        this.asTheyAre = version == null
                && inheritance == null
                && insertable.cardinality() == mapping.columns().size();
        this.besidesKey = (BitSet) insertable.clone();
        mapping.key().forEach(column -> besidesKey.clear(column.slot()));
    }

    CompletionStage<Done> write(List<InstanceState> states) {
        List<Insertion> rows = new ArrayList<>(states.size());
        for (InstanceState state : states) {
            rows.add(insertion(state));
        }
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (List<Insertion> group : Shapes.of(rows, row -> row.given).values()) {
            all = terms.turn().then(all, done -> insertAll(group));
        }
        return all;
    }

    /** While the database writes some, those behind them are made ready. */
    private CompletionStage<Done> insertAll(List<Insertion> rows) {
        boolean inBlocks = rows.size() > FlushStep.Inserts.BLOCK
                && isOneStatement(rows.get(0).given)
                // Which is called for none before all are there.
                && !mapping.callbacks().has(Moment.AFTER_INSERT);
        return inBlocks
                ? terms.turn().then(terms.runner().ready(), ready -> inBlocks(rows))
                : terms.turn().map(send(rows), told -> settle(rows, told));
    }

    private CompletionStage<Done> inBlocks(List<Insertion> rows) {
        return new BlocksAhead<>(terms.turn(), this::send, this::settle).write(rows, FlushStep.Inserts.BLOCK);
    }

    /** Whether rows of this shape go into one table, by one statement for many. */
    private boolean isOneStatement(BitSet given) {
        return mapping.storedIn().size() == 1
                && (given.cardinality() == mapping.columns().size()
                        || terms.dialect().supports(Feature.INSERT_RETURNING));
    }

    private Insertion insertion(InstanceState state) {
        @Nullable Object[] image = terms.planner().image(state);
        BitSet given = given(image);
        @Nullable Object[] before = asTheyAre && given.equals(insertable) ? image : image.clone();
        if (version != null) {
            image[version.slot()] = version.insertable() ? Versions.first(version, image, terms.clock()) : null;
        }
        if (inheritance != null) {
            image[inheritance.discriminatorSlot()] = inheritance.value().orElseThrow();
        }
        return new Insertion(state, image, before, given);
    }

    /** The slots that are sent of a row: all, but those of a key that the database makes. */
    private BitSet given(@Nullable Object[] image) {
        int keys = 0;
        for (MappedColumn column : mapping.key()) {
            keys += isGiven(column, image) ? 1 : 0;
        }
        if (keys == 0) {
            return besidesKey;
        }
        return keys == mapping.key().size() ? insertable : givenInPart(image);
    }

    private BitSet givenInPart(@Nullable Object[] image) {
        BitSet given = (BitSet) insertable.clone();
        for (MappedColumn column : mapping.key()) {
            given.set(column.slot(), column.insertable() && isGiven(column, image));
        }
        return given;
    }

    private boolean isGiven(MappedColumn column, @Nullable Object[] image) {
        if (EntityKeys.isSet(mapping, column.slot(), image[column.slot()])) {
            return true;
        }
        if (!(mapping.generation() instanceof KeyGeneration.ByIdentity) && column.insertable()) {
            throw FlushException.of(
                    "A new " + mapping + " has no value for " + column.path() + ", which is of its key.",
                    column.reference()
                            ? "Let it refer to an object that has a key."
                            : "Give it one, or have one made: @GeneratedValue.");
        }
        return false;
    }

    /** Gives the slots that the database told of each row. */
    private CompletionStage<BitSet> send(List<Insertion> rows) {
        terms.log().expecting(rows.size());
        rows.forEach(row -> terms.log().inserting(row.state, row.before));
        BitSet told = new BitSet();
        CompletionStage<Done> all = insert(rows, mapping.storedIn().get(0), told);
        for (TablePart part : mapping.storedIn().subList(1, mapping.storedIn().size())) {
            all = terms.turn().then(all, done -> insert(rows, part, told));
        }
        return terms.turn().map(terms.turn().then(all, done -> askFor(rows, told)), done -> told);
    }

    /** Reads the versions that the database made, and what else it gave rows in their table, where the INSERT did not tell it, or too early. */
    private CompletionStage<Done> askFor(List<Insertion> rows, BitSet told) {
        boolean asked = Versions.comeWithInsert(mapping)
                && !(terms.dialect().supports(Feature.INSERT_RETURNING)
                        && terms.dialect().supports(Feature.RETURNING_SEES_TRIGGERS));
        if (!asked) {
            return CompletableFuture.completedFuture(Done.getInstance());
        }
        TablePart part = mapping.storedIn().get(0);
        List<Integer> slots = mapping.columns().stream()
                .filter(column -> part.has(column.slot())
                        && !column.insertable()
                        && !mapping.key().contains(column))
                .map(MappedColumn::slot)
                .toList();
        Map<EntityKey, Insertion> byKey = new LinkedHashMap<>();
        rows.forEach(row -> EntityKeys.of(mapping, row.image).ifPresent(key -> byKey.put(key, row)));
        slots.forEach(told::set);
        return new GivenValues(mapping, part, slots.stream().map(part::column).toList())
                .read(
                        List.copyOf(byKey.keySet()),
                        terms.dialect(),
                        terms.runner(),
                        terms.turn(),
                        (key, values) -> Optional.ofNullable(byKey.get(key)).ifPresent(row -> {
                            for (int i = 0; i < slots.size(); i++) {
                                row.image[slots.get(i)] = values.get(i);
                            }
                        }));
    }

    private CompletionStage<Done> insert(List<Insertion> rows, TablePart part, BitSet told) {
        List<Integer> fetched = notGiven(part, rows.get(0).given);
        PartValues values = PartValues.of(mapping, part, rows.get(0).given);
        List<Map<String, @Nullable Object>> parameters = new ArrayList<>(rows.size());
        rows.forEach(row -> parameters.add(values.of(row.image)));
        Insert insert = Sql.insert(part.table());
        if (fetched.isEmpty()) {
            return terms.runner().run(insert, parameters).thenApplyAsync(result -> Done.getInstance(), terms.turn());
        }
        if (terms.dialect().supports(Feature.INSERT_RETURNING)) {
            fetched.forEach(told::set);
            Insert returning =
                    insert.returning(fetched.stream().map(part::column).toArray(SelectItem[]::new));
            return terms.runner()
                    .run(returning, parameters)
                    .thenApplyAsync(result -> fill(rows, fetched, result.fetchAll(), part), terms.turn());
        }
        return oneByOne(insert, rows, parameters, part, told);
    }

    /** The slots that the database fills. */
    private List<Integer> notGiven(TablePart part, BitSet given) {
        List<Integer> slots = new ArrayList<>();
        for (int slot = given.nextClearBit(0); slot < mapping.columns().size(); slot = given.nextClearBit(slot + 1)) {
            if (part.has(slot)) {
                slots.add(slot);
            }
        }
        return slots;
    }

    /** Where an INSERT returns nothing but the key of its last row. */
    private CompletionStage<Done> oneByOne(
            Insert insert,
            List<Insertion> rows,
            List<Map<String, @Nullable Object>> parameters,
            TablePart part,
            BitSet told) {
        List<Integer> key = mapping.key().stream()
                .map(MappedColumn::slot)
                .filter(slot -> part.has(slot) && !rows.get(0).given.get(slot))
                .toList();
        if (key.isEmpty()) {
            return terms.runner().run(insert, parameters).thenApplyAsync(result -> Done.getInstance(), terms.turn());
        }
        key.forEach(told::set);
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (int i = 0; i < rows.size(); i++) {
            Insertion row = rows.get(i);
            Map<String, @Nullable Object> own = parameters.get(i);
            all = all.thenComposeAsync(done -> terms.runner().run(insert, List.of(own)), terms.turn())
                    .thenApplyAsync(result -> fillKey(row, key, result, part), terms.turn());
        }
        return all;
    }

    private static Done fillKey(Insertion row, List<Integer> key, Result result, TablePart part) {
        Row told = result.insertedPrimaryKey();
        for (int slot : key) {
            row.image[slot] = told.get(part.column(slot));
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
            }
        }
        return Done.getInstance();
    }

    /** Gives objects what their rows have. */
    private Done settle(List<Insertion> rows, BitSet told) {
        mapping.version().ifPresent(version -> told.set(version.slot()));
        mapping.discriminator().ifPresent(column -> told.set(column.slot()));
        BitSet known = (BitSet) rows.get(0).given.clone();
        known.or(told);
        rows.forEach(row -> settle(row, told, known));
        return Done.getInstance();
    }

    private void settle(Insertion row, BitSet told, BitSet known) {
        InstanceState state = row.state;
        if (version != null && !version.insertable()) {
            Versions.requireGiven(state, row.image);
        }
        if (!told.isEmpty()) {
            state.mapping().write(state.object(), row.image, told);
        }
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
