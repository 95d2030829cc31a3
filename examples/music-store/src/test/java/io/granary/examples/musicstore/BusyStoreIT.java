package io.granary.examples.musicstore;

import static io.granary.examples.musicstore.HttpStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.examples.musicstore.HttpStore.Said;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.TestDatabase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Test;

/** A store with a single connection to its database. */
@Actors
@Database(DatabaseKind.H2)
class BusyStoreIT {

    /** Who waits for a lock does so for longer than anything here takes. */
    private static final String PATIENT = "&LOCK_TIMEOUT=60000";

    private static final EngineOptions NARROW =
            EngineOptions.defaults().withPoolSize(1).withMaxOverflow(0).withPoolTimeout(Duration.ofSeconds(1));

    @Test
    void saysWhenToComeAgainWhileAllConnectionsAreBusy(TestDatabase database, ActorSystem<?> system) {
        try (HttpStore store = HttpStore.open(database.url() + PATIENT, NARROW)) {
            AsyncEngine other = AsyncEngine.create(system, database.url());
            AsyncConnection lock = await(other.connect());
            await(lock.begin());
            await(lock.execute(Sql.text("update playlist set edits = edits + 1 where id = 1")));
            int version = store.given("/playlists/1").get("version").asInt();

            CompletableFuture<Said> waits = CompletableFuture.supplyAsync(
                    () -> store.put("/playlists/1", "{\"name\": \"for queues\", \"version\": " + version + "}"));
            Said refused = Eventually.gives(
                    "the connection is busy",
                    Duration.ofSeconds(20),
                    () -> store.get("/artists"),
                    said -> said.status() != 200);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("2");
            assertThat(refused.body().get("detail").asText()).contains("connections");

            await(lock.rollback());
            assertThat(await(waits).status()).as("who had the connection").isIn(200, 503);
            assertThat(store.given("/artists").get("artists")).isNotEmpty();
            await(other.close());
        }
    }

    @Test
    void keepsWhatIsThereWhenItIsOpenedAgain(TestDatabase database) {
        String made;
        try (HttpStore store = HttpStore.open(database.url() + PATIENT, NARROW)) {
            made = store.post("/playlists", "{\"name\": \"for later\", \"trackIds\": []}")
                    .header("Location");
        }
        try (HttpStore store = HttpStore.open(database.url() + PATIENT, NARROW)) {
            assertThat(store.given(made).get("name").asText()).isEqualTo("for later");
            assertThat(store.given("/employees/tree")).hasSize(1);
        }
    }
}
