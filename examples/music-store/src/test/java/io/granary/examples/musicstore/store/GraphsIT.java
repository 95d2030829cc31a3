package io.granary.examples.musicstore.store;

import static io.granary.examples.musicstore.store.OnMusicStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.AsyncSession;
import io.granary.testkit.SentStatements;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.SqlLog;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many queries it takes to load what is shown: always the same number, however much there is. */
@Actors
@Database(DatabaseKind.H2)
class GraphsIT {

    private final SqlLog log = new SqlLog();
    private final OnMusicStore store;

    GraphsIT(TestDatabase database, ActorSystem<?> system) {
        this.store = new OnMusicStore(database, system, new SentStatements(log));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private <T> List<String> queries(Function<AsyncSession, CompletionStage<Answer<T>>> work) {
        log.mark();
        assertThat(await(store.sessions.session(work))).isInstanceOf(Answer.Given.class);
        return log.texts();
    }

    @Test
    void anArtistIsTwoQueries() {
        assertThat(queries(session -> ArtistGraph.load(session, 1))).hasSize(2);
    }

    @Test
    void anAlbumIsFourQueries() {
        assertThat(queries(session -> AlbumGraph.load(session, 1))).hasSize(4);
    }

    @Test
    void invoicesAreThreeQueries() {
        assertThat(queries(session -> InvoiceGraph.load(session, 8))).hasSize(3);
    }

    @Test
    void allEmployeesAreTwoQueries() {
        assertThat(queries(EmployeeTree::load)).hasSize(2);
    }

    @Test
    void aReportIsOneQuery() {
        assertThat(queries(SalesByGenre::load)).hasSize(1);
    }
}
