package io.granary.benchmarks;

import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.DOUBLE;
import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.TIMESTAMP;
import static io.granary.type.Types.string;

import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.sql.Params;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** A table of six columns and a key that the database numbers. */
final class Readings extends Table {

    static final Readings READINGS = new Readings();

    private static final LocalDateTime BEGIN = LocalDateTime.of(2026, 1, 1, 0, 0);

    final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey().identity());

    private Readings() {
        super("bench_reading");
        column("sensor", string(40), c -> c.notNull());
        column("place", INTEGER, c -> c.notNull());
        column("sequence_number", BIG_INTEGER, c -> c.notNull());
        column("measured", DOUBLE, c -> c.notNull());
        column("at", TIMESTAMP, c -> c.notNull());
        column("note", string(80));
    }

    /** The values of a row, in the order of the columns. */
    static Object[] values(int row) {
        return new Object[] {
            "sensor " + row % 100, row % 7, (long) row, row / 10.0, BEGIN.plusSeconds(row), "a note of reading " + row
        };
    }

    /** Rows as an engine takes them. */
    static List<Params> rows(int count) {
        List<Params> rows = new ArrayList<>(count);
        for (int row = 0; row < count; row++) {
            Object[] values = values(row);
            rows.add(Params.of(
                    "sensor",
                    values[0],
                    "place",
                    values[1],
                    "sequence_number",
                    values[2],
                    "measured",
                    values[3],
                    "at",
                    values[4],
                    "note",
                    values[5]));
        }
        return rows;
    }
}
