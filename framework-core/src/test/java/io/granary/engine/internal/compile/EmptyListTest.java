package io.granary.engine.internal.compile;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.H2Dialect;
import io.granary.dialect.MySqlDialect;
import io.granary.dialect.PostgresDialect;
import io.granary.dialect.render.CompilerOptions;
import io.granary.sql.Params;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmptyListTest {

    /** The table has the rows (1, 'a') and (null, null). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id in (:none)                            | 0
            id in :none                              | 0
            id not in (:none)                        | 2
            not id in (:none)                        | 2
            name not in (:none)                      | 2
            (id, name) in (:none)                    | 0
            (id, name) not in (:none)                | 2
            id = 1 and name not in (:none)           | 1
            id = 1 or name in (:none)                | 1
            id = 1 and not (name in (:none))         | 1
            (id in (:none)) is false                 | 2
            case when id in (:none) then 1 else 2 end = 2 | 2
            """)
    void matchesNoRowOnH2AndEveryRowAfterNot(String condition, int rows) throws SQLException {
        String sql = compile(CompilerOptions.of(H2Dialect.INSTANCE), "select count(*) from t where " + condition);
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table t (id int, name varchar(9))");
            statement.execute("insert into t values (1, 'a'), (null, null)");
            try (ResultSet result = statement.executeQuery(sql)) {
                assertThat(result.next()).isTrue();
                assertThat(result.getInt(1)).isEqualTo(rows);
            }
        }
    }

    @Test
    void isOneOperandInThePlaceOfTheOperatorAndItsList() {
        String sql = "delete from t where a = 1 and (b, c) not /* x */ in ( :none ) or d in :none";
        assertThat(compile(CompilerOptions.of(PostgresDialect.INSTANCE), sql))
                .isEqualTo("delete from t where a = 1 and (b, c) operator(<>) all ('{}') or d operator(=) any ('{}')");
        assertThat(compile(CompilerOptions.of(MySqlDialect.MYSQL), sql))
                .isEqualTo("delete from t where a = 1 and (b, c) not in (select null, null from dual where 1 <> 1)"
                        + " or d in (select null from dual where 1 <> 1)");
    }

    private static String compile(CompilerOptions options, String sql) {
        return StatementCompiler.of(options)
                .compile(text(sql), List.of(Params.of("none", List.of())))
                .sql();
    }
}
