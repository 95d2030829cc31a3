package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.USERS;
import static io.granary.sql.Sql.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.sql.Executable;
import io.granary.sql.Expression;
import java.util.Arrays;
import java.util.List;

/** Shapes of statements, and that they are not alike. */
final class Shapes {

    private Shapes() {}

    static ShapeKey key(Executable statement, String... given) {
        return ShapeKey.of(statement, List.of(given), Execution.SHOWN);
    }

    static void assertAllDifferent(Executable... statements) {
        for (int i = 0; i < statements.length; i++) {
            for (int j = i + 1; j < statements.length; j++) {
                assertThat(key(statements[i])).as("%s and %s", i, j).isNotEqualTo(key(statements[j]));
            }
        }
    }

    static void assertDifferent(Expression<?>... expressions) {
        assertAllDifferent(Arrays.stream(expressions)
                .map(expression -> select(USERS.id, expression))
                .toArray(Executable[]::new));
    }
}
