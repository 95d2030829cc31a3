package io.granary.orm.internal.load;

import io.granary.engine.Row;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.load.LoadPlan.Branch;
import io.granary.sql.FromElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the columns of an object stand in the rows of a query, and those of other objects that the same rows hold for its relationships. Is
 * complete when its query is.
 */
final class ObjectColumns {

    private final ObjectRows rows;
    private final LoadPlan plan;

    /** The place of each value of {@link ObjectRows#select} in a row; negative for one that is not read. */
    private final int[] places;

    private FromElement from;
    private final List<Joined> joined = new ArrayList<>();

    /** Other objects in the same rows, for a relationship. */
    static final class Joined {

        private final Branch branch;
        private final ObjectColumns target;

        private Joined(Branch branch, ObjectColumns target) {
            this.branch = branch;
            this.target = target;
        }

        Branch branch() {
            return branch;
        }

        ObjectColumns target() {
            return target;
        }
    }

    ObjectColumns(ObjectRows rows, LoadPlan plan, FromElement from, int[] places) {
        this.rows = rows;
        this.plan = plan;
        this.from = from;
        this.places = places;
    }

    ObjectRows rows() {
        return rows;
    }

    LoadPlan plan() {
        return plan;
    }

    /** What has its columns in the query. */
    FromElement from() {
        return from;
    }

    /** A query around the one that it was in has them now. */
    void moveTo(FromElement next) {
        from = next;
    }

    int place(int slot) {
        return places[slot];
    }

    void put(int slot, int place) {
        places[slot] = place;
    }

    void join(Branch branch, ObjectColumns target) {
        joined.add(new Joined(branch, target));
    }

    List<Joined> joined() {
        return joined;
    }

    /** The object of a row; empty if there is none. */
    Optional<InstanceState> load(EntityLoader loader, Row row, Overwriting overwrite) {
        return rows.load(loader, row, places, plan.read(), overwrite);
    }
}
