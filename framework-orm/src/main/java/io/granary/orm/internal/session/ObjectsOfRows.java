package io.granary.orm.internal.session;

import io.granary.engine.Result;
import io.granary.engine.ResultData;
import io.granary.engine.Row;
import io.granary.orm.internal.identity.IdentityMap;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.load.FoundObjects;
import io.granary.orm.internal.load.SelectPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The result of a query with objects in the place of their columns, row by row. Belongs to the session's actor. */
final class ObjectsOfRows {

    private final SelectPlan plan;
    private final FoundObjects found;
    private final IdentityMap identities;
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private final Set<List<@Nullable Object>> there = new HashSet<>();

    ObjectsOfRows(SelectPlan plan, FoundObjects found, IdentityMap identities) {
        this.plan = plan;
        this.found = found;
        this.identities = identities;
    }

    FoundObjects found() {
        return found;
    }

    /** Takes a row; one that says the same of the same objects as another is left out where rows repeat for what was joined. */
    void take(Row row) {
        @Nullable Object[] made = plan.load(row, found);
        if (!plan.isRepeating() || there.add(identities(made))) {
            rows.add(made);
        }
    }

    /** An object is itself, whatever its class says of equality; a value is what it says. */
    private List<@Nullable Object> identities(@Nullable Object[] row) {
        List<@Nullable Object> same = new ArrayList<>(row.length);
        for (Object value : row) {
            Optional<InstanceState> state = Optional.ofNullable(value).flatMap(identities::find);
            same.add(state.isPresent() ? state.orElseThrow() : value);
        }
        return same;
    }

    /** The objects at some places of the rows. */
    List<InstanceState> at(List<Integer> places) {
        return rows.stream()
                .flatMap(row -> places.stream().map(place -> row[place]))
                .flatMap(object -> Optional.ofNullable(object).flatMap(identities::find).stream())
                .distinct()
                .toList();
    }

    /** The result, when all rows are taken. */
    Result result() {
        found.relate();
        found.from(plan.sources());
        return Result.of(ResultData.ofRows(plan.keys(), rows));
    }
}
