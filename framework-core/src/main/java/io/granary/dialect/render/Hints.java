package io.granary.dialect.render;

import io.granary.sql.FromElement;
import io.granary.sql.Hint;
import java.util.List;

/** The hints of one SELECT that a database is to see. */
record Hints(List<Hint> all) {

    static final Hints NONE = new Hints(List.of());

    static Hints of(List<Hint> hints, String database) {
        return new Hints(hints.stream().filter(hint -> hint.isFor(database)).toList());
    }

    void write(Hint.Place place, String before, String after, Rendering to) {
        for (Hint hint : all) {
            if (hint.place() == place) {
                to.sql(before + hint.sql() + after);
            }
        }
    }

    Rendering behind(FromElement table, Rendering to) {
        for (Hint hint : all) {
            if (hint.table().filter(table::equals).isPresent()) {
                to.sql(" " + hint.sql());
            }
        }
        return to;
    }
}
