package io.granary.testkit;

import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Blocking;
import io.granary.engine.EngineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The program of a JVM that holds a transaction open and, if given one, runs a slow statement, until it is ended. */
final class EngineHolder {

    /** Out of the garbage collector's reach: the lease of a handle that nobody can reach any more is taken back. */
    private static final List<AsyncConnection> HELD = new ArrayList<>();

    private EngineHolder() {}

    public static void main(String[] arguments) throws IOException {
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "holder");
        AsyncEngine engine = AsyncEngine.create(
                system, arguments[0], EngineOptions.defaults().withCloseTimeout(Duration.ofSeconds(1)));
        AsyncConnection connection = Blocking.await(engine.connect());
        HELD.add(connection);
        Blocking.await(connection.execute(text("insert into items (id, name) values (1, 'held')")));
        if (arguments.length > 2) {
            AsyncConnection busy = Blocking.await(engine.connect());
            HELD.add(busy);
            Blocking.await(busy.execute(text("insert into items (id, name) values (2, 'busy')")));
            var unused = busy.execute(text(arguments[2]));
        }
        Files.writeString(Path.of(arguments[1]), "ready");
    }
}
