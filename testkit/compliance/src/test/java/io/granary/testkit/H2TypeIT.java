package io.granary.testkit;

import static io.granary.sql.Sql.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.NotSupportedException;
import io.granary.schema.Table;
import io.granary.sql.Params;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.type.Types;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

@Database(DatabaseKind.H2)
class H2TypeIT implements TypeCompliance {

    @Test
    void aNullWithinAnArrayIsRefusedByItsName(Bench bench) {
        Table table = Table.of("marks", columns -> columns.column("v", Types.array(Types.INTEGER)));
        bench.table(table);

        assertThat(Await.failure(
                        bench.engine().execute(insert(table), Params.of("v", Arrays.asList(1, null))),
                        NotSupportedException.class))
                .hasMessageContaining("no null within an array")
                .hasMessageContaining("leave nulls out");
    }
}
