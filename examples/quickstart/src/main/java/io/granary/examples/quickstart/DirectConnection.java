package io.granary.examples.quickstart;

import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.sql.Params;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.LoggerFactory;

/**
 * The smallest program: a file of SQLite's, one scope that makes a table and fills it, one connection that reads. Run a second time, it finds
 * the file and what is in it.
 */
public final class DirectConnection {

    private static final String FILE = "sqlite+aiosqlite:///async_example.db";

    private DirectConnection() {}

    /**
     * Runs the program.
     *
     * @param arguments the URL of a database; without, the file {@code async_example.db} in the working directory
     */
    public static void main(String[] arguments) {
        run(arguments.length == 0 ? FILE : arguments[0], Report.console())
                .toCompletableFuture()
                .join();
    }

    /** {@return completes with the names that were read, once all is closed} */
    static CompletionStage<List<String>> run(String url, Report report) {
        LoggerFactory.getLogger(DirectConnection.class).debug("starting");
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "direct-connection");
        AsyncEngine engine = AsyncEngine.create(system, url);
        CompletionStage<List<String>> names =
                engine.begin(DirectConnection::write).thenCompose(written -> engine.connect(DirectConnection::read));
        return names.whenComplete((read, failure) -> {
                    if (read != null) {
                        report.title(String.join(", ", read));
                    }
                })
                .handle((read, failure) -> engine.close())
                .thenCompose(Function.identity())
                .handle((closed, failure) -> end(system))
                .thenCompose(Function.identity())
                .thenCompose(ended -> names);
    }

    private static CompletionStage<Done> end(ActorSystem<Void> system) {
        system.terminate();
        return system.getWhenTerminated();
    }

    /** Both commit together, or neither does. */
    private static CompletionStage<Result> write(AsyncConnection connection) {
        return connection
                .execute(text("create table if not exists people (id integer primary key, name varchar(50) not null)"))
                .thenCompose(made -> connection.execute(text("delete from people")))
                .thenCompose(emptied -> connection.execute(
                        text("insert into people (id, name) values (:id, :name)"),
                        List.of(
                                Params.of("id", 1, "name", "Ada"),
                                Params.of("id", 2, "name", "Edsger"),
                                Params.of("id", 3, "name", "Grace"))));
    }

    private static CompletionStage<List<String>> read(AsyncConnection connection) {
        return connection
                .execute(text("select name from people where id > :id order by id"), Params.of("id", 1))
                .thenApply(result ->
                        result.all().stream().map(DirectConnection::name).toList());
    }

    private static String name(Row row) {
        return String.valueOf(row.get("name"));
    }
}
