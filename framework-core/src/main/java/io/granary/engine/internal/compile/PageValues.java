package io.granary.engine.internal.compile;

import io.granary.dialect.render.BindValues;
import io.granary.dialect.render.Expansion;
import io.granary.dialect.render.Paging;
import io.granary.dialect.render.RenderedStatement;
import io.granary.dialect.render.TreeValues;
import io.granary.dialect.render.TypeNames;
import io.granary.type.ArrayType;
import io.granary.type.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of some rows of an INSERT, for a statement that inserts them all. */
final class PageValues implements BindValues {

    private final TreeValues values;
    private final RenderedStatement statement;
    private final TypeNames types;
    private final Paging paging;
    private final int from;
    private final int to;

    /** Rows {@code from} to {@code to}, the latter left out. */
    PageValues(RenderedStatement statement, Paging paging, TreeValues values, TypeNames types, int from, int to) {
        this.statement = statement;
        this.values = values;
        this.types = types;
        this.paging = paging;
        this.from = from;
        this.to = to;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public @Nullable Object value(int set, String name) {
        if (!paging.places().contains(name)) {
            return values.value(from, name);
        }
        List<@Nullable Object> column = column(name);
        return paging.arrays()
                ? types.toDriver(new ArrayType<>(statement.bindTypes().getOrDefault(name, Types.UNKNOWN)), column)
                : column;
    }

    @Override
    public ElementForm elementForm(String name) {
        return values.elementForm(name);
    }

    /** A column's, without a list of them as they were given. */
    @Override
    public @Nullable Object @Nullable [] elements(int set, String name, Expansion expansion) {
        ElementForm form = values.elementForm(name);
        @Nullable Object[] forms = new @Nullable Object[rows()];
        for (int row = 0; row < forms.length; row++) {
            forms[row] = form.of(values.given(from + row, name));
        }
        return forms;
    }

    /** The values of a column, as they were given. */
    List<@Nullable Object> column(String name) {
        List<@Nullable Object> column = new ArrayList<>(to - from);
        for (int row = from; row < to; row++) {
            column.add(values.given(row, name));
        }
        return column;
    }

    int rows() {
        return to - from;
    }
}
