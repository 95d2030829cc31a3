package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.INSERT;
import static java.util.Objects.requireNonNull;

import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.sql.Executable;
import io.granary.sql.Params;
import io.granary.sql.TextClause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The rows that suites about results read, and short ways to them. */
final class ReadRows {

    /** Of the table {@code abc}, in order. */
    static final TextClause ABC = text("select a, b, c from abc order by id");

    /** A row of the table {@code abc}. */
    record Abc(int a, int b, int c) {}

    private ReadRows() {}

    static Result run(Bench bench, Executable statement) {
        return Await.value(bench.engine().execute(statement));
    }

    /** The rows that SQLAlchemy's own tests read: (1, 1, 1), (2, 1, 2), (1, 3, 2), (4, 1, 2). */
    static Result abc(Bench bench) {
        bench.table("abc", "id int primary key, a int, b int, c int");
        bench.sql().run("insert into abc values (1, 1, 1, 1), (2, 2, 1, 2), (3, 1, 3, 2), (4, 4, 1, 2)");
        return run(bench, ABC);
    }

    static void insert(Bench bench, int rows) {
        List<Map<String, ?>> sets = new ArrayList<>();
        IntStream.rangeClosed(1, rows).forEach(id -> sets.add(Params.of("id", id, "name", "name " + id)));
        Await.value(bench.engine().execute(INSERT, sets));
    }

    static Result numbers(Bench bench) {
        insert(bench, 20);
        return run(bench, text("select (x.id - 1) * 20 + y.id as n from items x, items y order by n"));
    }

    static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    static String quoted(Bench bench, String name) {
        String quote = bench.capabilities().isMySql() ? "`" : "\"";
        return quote + name + quote;
    }

    static int number(Row row) {
        return requireNonNull(row.get(0, Integer.class));
    }
}
