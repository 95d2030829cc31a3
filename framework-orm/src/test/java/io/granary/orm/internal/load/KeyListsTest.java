package io.granary.orm.internal.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.MySqlDialect;
import io.granary.dialect.PostgresDialect;
import io.granary.schema.Table;
import io.granary.sql.ColumnExpression;
import io.granary.type.Types;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyListsTest {

    private static final Table THINGS = Table.of("things", t -> {
        t.column("number", Types.INTEGER);
        t.column("weight", Types.DOUBLE);
    });

    /** Where they are, nobody has to part them. */
    @Test
    void keysAreOneValueWhereTheyAreOneArray() {
        ColumnExpression<?> number = THINGS.columns().get(0);
        ColumnExpression<?> weight = THINGS.columns().get(1);
        KeyLists arrays = KeyLists.of(PostgresDialect.INSTANCE);
        assertThat(arrays.isOneValue(List.of(number))).isTrue();
        assertThat(arrays.isOneValue(List.of(number, number))).isFalse();
        assertThat(arrays.isOneValue(List.of(weight))).isFalse();
        assertThat(KeyLists.of(MySqlDialect.MYSQL).isOneValue(List.of(number))).isFalse();
    }
}
