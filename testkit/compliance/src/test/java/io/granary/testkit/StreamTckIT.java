package io.granary.testkit;

import static io.granary.sql.Sql.text;

import io.granary.sql.TextClause;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;

/** Streams by a driver of R2DBC's. */
@Database(DatabaseKind.H2)
class StreamTckIT implements StreamTckRules {

    @Override
    public TextClause numbers() {
        return text("select x from system_range(1, :n)");
    }
}
