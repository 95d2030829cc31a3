package io.granary.testkit;

import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncConnection;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Row;
import io.granary.sql.Executable;
import io.granary.sql.Params;
import io.granary.sql.TextClause;
import io.granary.stream.AsyncResult;
import io.granary.testkit.fixtures.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** The rows that suites about streamed results read, and short ways to them: SQLAlchemy's nineteen users, as items of the bench. */
final class Numbered {

    static final int MANY = 19;

    /** (1, name1) to (19, name19). */
    static final TextClause ITEMS = text("select id, name from items order by id");

    /** Each of them twice. */
    static final TextClause TWICE = text("select id, name from items union all select id, name from items order by id");

    /** 361 rows of four columns. */
    static final TextClause CROSS = text("select x.id as x, y.id as y, (x.id - 1) * 19 + y.id as n, y.name as name"
            + " from items x, items y order by x.id, y.id");

    /** 6859 rows. */
    static final TextClause CUBE = text("select ((x.id - 1) * 19 + y.id - 1) * 19 + z.id as n"
            + " from items x, items y, items z order by x.id, y.id, z.id");

    /** One row of a number and a NULL. */
    static final TextClause WITH_NULL =
            text("select id, nullif(name, 'name1') as name from items where id = 1 order by id");

    /** A row of {@link #ITEMS}. */
    record Item(int id, String name) {}

    private Numbered() {}

    /** To be called before the bench's engine is used. */
    static void write(Bench bench) {
        // MySQL has to be told on another connection to stop what runs, which may have to be opened first.
        bench.mainEngine(bench.options().withCancelGrace(Duration.ofSeconds(20)));
        bench.sql()
                .run("insert into items values "
                        + IntStream.rangeClosed(1, MANY)
                                .mapToObj(id -> "(" + id + ", 'name" + id + "')")
                                .collect(Collectors.joining(", ")));
    }

    static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    static List<String> names() {
        return upTo(MANY).stream().map(id -> "name" + id).toList();
    }

    /** A result on a connection of its own that fetches five rows at once. */
    static AsyncResult<Row> stream(Bench bench, Executable statement) {
        return stream(bench.nextConnection(), statement);
    }

    static AsyncResult<Row> stream(AsyncConnection connection, Executable statement) {
        return AsyncResult.of(connection.withOptions(ExecutionOptions.none().withFetchSize(5)), statement);
    }

    static int id(Row row) {
        return ReadRows.number(row);
    }

    /** Everything that a source gives. */
    static <T> List<T> all(Bench bench, Source<T, ?> source) {
        return Await.value(seq(bench, source));
    }

    static <T> CompletionStage<List<T>> seq(Bench bench, Source<T, ?> source) {
        return source.runWith(Sink.seq(), bench.system());
    }

    static void assertNothingIsLent(Bench bench) {
        Eventually.holds("nothing is lent", Await.PATIENCE, () -> {
            var status = Await.value(bench.engine().pool().status());
            return status.checkedOut() == 0 && status.opening() == 0;
        });
    }

    /** The connection runs other statements, in a transaction that nothing has failed. */
    static void assertUsable(AsyncConnection connection) {
        Await.value(connection.execute(Bench.INSERT, Params.of("id", 100, "name", "behind")));
        Await.value(connection.commit());
    }
}
