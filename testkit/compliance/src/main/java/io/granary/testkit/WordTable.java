package io.granary.testkit;

import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.string;

import io.granary.schema.Column;
import io.granary.schema.Table;

/** The words of the suite about faults of streams. */
final class WordTable extends Table {

    static final WordTable WORDS = new WordTable();

    final Column<Integer> id = column("id", INTEGER, c -> c.primaryKey());
    final Column<String> word = column("word", string(400));

    private WordTable() {
        super("words");
    }
}
