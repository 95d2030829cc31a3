package io.granary.examples.streamingetl;

import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.INTEGER;

import io.granary.schema.Column;
import io.granary.schema.Table;

/** How far each lane has come: the id of its last city. Written in the transaction of each batch, so that it tells no more and no less than what is there. */
final class Positions extends Table {

    static final Positions POSITIONS = new Positions();

    final Column<Integer> lane = column("lane", INTEGER, c -> c.primaryKey());
    final Column<Long> lastId = column("last_id", BIG_INTEGER, c -> c.notNull());

    private Positions() {
        super("etl_position");
    }
}
