package io.granary.testkit;

import static io.granary.sql.Sql.copyInto;

import io.granary.schema.Table;
import io.granary.sql.CopyIn;
import io.granary.type.Types;

/** Rows that are copied in, where the database has COPY. */
public interface CopyCompliance extends CopyValueCompliance, CopyFailureCompliance, CopyLifeCompliance {

    /** The table of the bench. */
    Table ITEMS = Table.of("items", table -> {
        table.column("id", Types.INTEGER, c -> c.primaryKey());
        table.column("name", Types.string(40));
    });

    /** Into all of it. */
    CopyIn INTO_ITEMS = copyInto(ITEMS);

    /** A column of each type. */
    Table TYPED = Table.of("typed", table -> {
        table.column("id", Types.INTEGER, c -> c.primaryKey());
        table.column("small", Types.SMALL_INTEGER);
        table.column("big", Types.BIG_INTEGER);
        table.column("amount", Types.numeric(20, 4));
        table.column("narrow", Types.REAL);
        table.column("wide", Types.DOUBLE);
        table.column("truth", Types.BOOLEAN);
        table.column("word", Types.string(100));
        table.column("note", Types.TEXT);
        table.column("raw", Types.BYTES);
        table.column("day", Types.DATE);
        table.column("hour", Types.TIME);
        table.column("noted", Types.TIMESTAMP);
        table.column("moment", Types.TIMESTAMP_WITH_TIME_ZONE);
        table.column("lasting", Types.INTERVAL);
        table.column("code", Types.UUID);
        table.column("mood", Types.enumOf(TypeCompliance.Mood.class));
        table.column("document", Types.JSON);
        table.column("shouted", TypeCompliance.SHOUTED);
        table.column("numbers", Types.array(Types.INTEGER));
        table.column("words", Types.array(Types.TEXT));
    });
}
