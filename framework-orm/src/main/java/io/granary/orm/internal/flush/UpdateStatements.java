package io.granary.orm.internal.flush;

import io.granary.orm.internal.flush.FlushExecution.Terms;
import io.granary.orm.internal.flush.FlushStep.Change;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.EntityKeys;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.LifecycleCallbacks.Moment;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.TablePart;
import io.granary.schema.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** Changes rows of one class: those of which the same columns change by one statement. */
final class UpdateStatements {

    private final Terms terms;
    private final EntityMapping<?> mapping;

    /** Which columns a statement sets, and whether it looks at the version. */
    private record Shape(BitSet slots, boolean bump, boolean checked) {}

    /** A row that is changed. */
    private static final class Row {

        private final Change change;
        private final @Nullable Object[] image;
        private final BitSet slots;
        private final boolean checked;
        private final BitSet told = new BitSet();

        private Row(Change change, @Nullable Object[] image, BitSet slots, boolean checked) {
            this.change = change;
            this.image = image;
            this.slots = slots;
            this.checked = checked;
        }

        private void learn(int[] places, List<@Nullable Object> values) {
            for (int i = 0; i < places.length; i++) {
                image[places[i]] = values.get(i);
                told.set(places[i]);
            }
        }
    }

    UpdateStatements(Terms terms, EntityMapping<?> mapping) {
        this.terms = terms;
        this.mapping = mapping;
    }

    CompletionStage<Done> write(List<Change> changes) {
        return updateAll(changes.stream().map(this::row).toList());
    }

    /** Has references of rows be NULL, whatever the objects say. */
    CompletionStage<Done> release(List<Change> changes) {
        List<Row> rows = changes.stream().map(this::row).toList();
        for (Row row : rows) {
            row.slots.stream().forEach(slot -> row.image[slot] = null);
        }
        return updateAll(rows);
    }

    private CompletionStage<Done> updateAll(List<Row> rows) {
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (List<Row> group : Shapes.of(rows, row -> new Shape(row.slots, row.change.bump(), row.checked))
                .values()) {
            all = terms.turn().then(all, done -> update(group));
        }
        return all;
    }

    private Row row(Change change) {
        InstanceState state = change.state();
        @Nullable Object[] image = terms.planner().image(state);
        BitSet slots = (BitSet) change.slots().clone();
        boolean versioned = mapping.version().isPresent() && change.bump();
        if (versioned) {
            count(state, image, slots);
        }
        return new Row(change, image, slots, isChecked(mapping, change));
    }

    /** Gives a row its next version, unless the database does. */
    private void count(InstanceState state, @Nullable Object[] image, BitSet slots) {
        MappedColumn version = mapping.version().orElseThrow();
        if (!version.updatable()) {
            Versions.requireKnown(state, version);
            return;
        }
        image[version.slot()] = Versions.next(state, version, image[version.slot()], terms.clock());
        slots.set(version.slot());
    }

    /** Whether a row has to have the version that is known of it. What makes it another one has to, for that is known of it afterwards. */
    static boolean isChecked(EntityMapping<?> mapping, Change change) {
        return mapping.version().isPresent()
                && (change.bump() || Versions.comeWithUpdate(mapping))
                && oldVersion(mapping, change.state()) != null;
    }

    /** The version that the row has to have: the one that was loaded, or of an object from outside the one that it brings, if it does. */
    static @Nullable Object oldVersion(EntityMapping<?> mapping, InstanceState state) {
        MappedColumn version = mapping.version().orElseThrow();
        if (state.loaded().get(version.slot())) {
            return state.committed()[version.slot()];
        }
        Object brought = state.current()[version.slot()];
        return brought instanceof Number number && number.longValue() == 0 ? null : brought;
    }

    private CompletionStage<Done> update(List<Row> rows) {
        Row first = rows.get(0);
        rows.forEach(row -> terms.log().updating(row.change.state()));
        KeyedUpdate update = new KeyedUpdate(
                new KeyedUpdate.Shape(mapping, mapping.storedIn().get(0), first.slots, first.checked, List.of()),
                terms.dialect(),
                terms.runner(),
                terms.turn());
        List<KeyedRow> keyed = rows.stream().map(this::keyed).toList();
        TablePart part = mapping.storedIn().get(0);
        boolean versions = Versions.comeWithUpdate(mapping);
        int[] given = Versions.given(mapping).stream().filter(part::has).toArray();
        if (given.length == 0) {
            return terms.turn().map(update.run(keyed), count -> settle(rows));
        }
        Map<EntityKey, Row> byKey = new HashMap<>();
        rows.forEach(row -> byKey.put(keyAfter(row), row));
        if (versions) {
            int version = mapping.version().orElseThrow().slot();
            rows.forEach(row -> row.image[version] = null);
        }
        List<Column<?>> columns = new ArrayList<>();
        Arrays.stream(given).forEach(slot -> columns.add(part.column(slot)));
        BiConsumer<EntityKey, List<@Nullable Object>> taker =
                (key, values) -> Optional.ofNullable(byKey.get(key)).ifPresent(row -> row.learn(given, values));
        KeyedUpdate telling = versions ? update.tellingAlways(columns, taker) : update.telling(columns, taker);
        return terms.turn().map(telling.run(keyed), count -> settle(rows));
    }

    private EntityKey keyAfter(Row row) {
        boolean moves = mapping.key().stream().anyMatch(column -> row.slots.get(column.slot()));
        return (moves ? EntityKeys.of(mapping, row.image) : Optional.<EntityKey>empty())
                .orElseGet(row.change.state()::requireKey);
    }

    private KeyedRow keyed(Row row) {
        InstanceState state = row.change.state();
        return KeyedRow.of(state.requireKey(), row.image, row.slots, row.checked ? oldVersion(mapping, state) : null);
    }

    /** What the database may have given otherwise with a change, and did not tell, is read when it is asked for. */
    static void forgetGiven(InstanceState state, BitSet told) {
        BitSet unknown = state.mapping().given();
        unknown.andNot(told);
        unknown.and(state.loaded());
        if (!unknown.isEmpty()) {
            state.forget(unknown);
        }
    }

    private Done settle(List<Row> rows) {
        Map<EntityKey, EntityKey> moved = new HashMap<>();
        for (Row row : rows) {
            InstanceState state = row.change.state();
            BitSet fresh = (BitSet) row.told.clone();
            mapping.version()
                    .filter(version -> row.slots.get(version.slot()))
                    .ifPresent(version -> fresh.set(version.slot()));
            if (Versions.comeWithUpdate(mapping)) {
                Versions.requireGiven(state, row.image);
            }
            state.mapping().write(state.object(), row.image, fresh);
            state.commit(row.image, row.slots);
            state.commit(row.image, row.told);
            forgetGiven(state, row.told);
            EntityKeys.of(mapping, row.image)
                    .filter(key -> !key.equals(state.requireKey()))
                    .ifPresent(key -> {
                        moved.put(state.requireKey(), key);
                        terms.identities().rekey(state, key);
                    });
            if (row.change.bump()) {
                mapping.callbacks().call(Moment.AFTER_UPDATE, state.object());
            }
        }
        new FollowingKeys(terms).follow(moved);
        return Done.getInstance();
    }
}
