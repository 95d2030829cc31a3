package io.granary.engine.internal.compile;

import io.granary.dialect.render.InsertedKey;
import io.granary.dialect.render.TreeValues;
import io.granary.dialect.render.TypeNames;
import io.granary.engine.ResultData;
import io.granary.engine.RowKeys;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of the primary key of a row before it is inserted, and how the rest is found out. Immutable. */
public final class InsertedRow {

    private final InsertedKey plan;
    private final @Nullable Object[] given;
    private final TypeNames types;

    private InsertedRow(InsertedKey plan, @Nullable Object[] given, TypeNames types) {
        this.plan = plan;
        this.given = given;
        this.types = types;
    }

    static InsertedRow of(InsertedKey plan, TreeValues values, TypeNames types) {
        @Nullable Object[] given = new @Nullable Object[plan.names().size()];
        for (int i = 0; i < given.length; i++) {
            String bind = plan.binds().get(i);
            given[i] = bind == null ? null : values.given(0, bind);
        }
        return new InsertedRow(plan, given, types);
    }

    /** {@return whether the statement returns what the database gave} */
    public boolean isReturned() {
        return plan.fetch() == InsertedKey.Fetch.RETURNING;
    }

    /** {@return whether the driver is to tell what the database gave} */
    public boolean isToldByDriver() {
        return plan.fetch() == InsertedKey.Fetch.DRIVER;
    }

    /**
     * {@return the key}
     *
     * @param rows what came back: a row with what the database gave; none where no row was inserted
     */
    public ResultData.Key key(List<@Nullable Object[]> rows) {
        @Nullable Object[] values = given.clone();
        int fetched = 0;
        for (int i = 0; i < values.length; i++) {
            if (plan.binds().get(i) == null && !rows.isEmpty() && fetched < rows.get(0).length) {
                values[i] = types.fromDriver(plan.types().get(i), told(rows.get(0)[fetched++]));
            }
        }
        return new ResultData.Key(RowKeys.of(plan.names()), Arrays.asList(values));
    }

    /** A driver tells 0 where the database gave no number. */
    private @Nullable Object told(@Nullable Object value) {
        return isToldByDriver() && value instanceof Number number && number.longValue() == 0 ? null : value;
    }
}
