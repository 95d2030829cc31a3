package io.granary.examples.musicstore.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.examples.musicstore.store.PlaylistEditor.Append;
import io.granary.examples.musicstore.store.PlaylistEditor.Show;
import io.granary.examples.musicstore.store.Playlists.Command;
import io.granary.examples.musicstore.store.Playlists.Create;
import io.granary.examples.musicstore.store.Playlists.With;
import io.granary.examples.musicstore.view.PlaylistView;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Actors(manualTime = true)
@Database(DatabaseKind.H2)
class PlaylistsIT {

    private static final Duration IDLE = Duration.ofMinutes(1);

    private final ActorTestKit kit;
    private final ManualTime time;
    private final OnMusicStore store;
    private final TestProbe<Answer<PlaylistView>> answers;
    private final ActorRef<Command> playlists;

    PlaylistsIT(ActorTestKit kit, ManualTime time, TestDatabase database) {
        this.kit = kit;
        this.time = time;
        this.store = new OnMusicStore(database, kit.system());
        this.answers = kit.createTestProbe();
        this.playlists = kit.spawn(Playlists.create(store.sessions, store.clock, IDLE));
    }

    @AfterEach
    void close() {
        kit.stop(playlists);
        store.close();
    }

    private PlaylistView show(long id) {
        playlists.tell(new With(id, new Show(answers.getRef())));
        return given(answers.receiveMessage());
    }

    private static PlaylistView given(Answer<PlaylistView> answer) {
        assertThat(answer).isInstanceOf(Answer.Given.class);
        return ((Answer.Given<PlaylistView>) answer).value();
    }

    @Test
    void anEditorKeepsItsPlaylistUntilItIsIdle() {
        PlaylistView before = show(1);
        store.run("update playlist set name = 'changed elsewhere' where id = 1");
        assertThat(show(1)).as("nothing is read again").isEqualTo(before);
        time.timePasses(IDLE);
        Eventually.holds(
                "another editor has loaded the playlist",
                Duration.ofSeconds(10),
                () -> show(1).name().equals("changed elsewhere"));
    }

    @Test
    void noEditIsLostWhileAnEditorIsRetired() {
        PlaylistView before = show(1);
        for (int round = 0; round < 8; round++) {
            time.timePasses(IDLE);
            playlists.tell(new With(1, new Append(3, answers.getRef())));
            playlists.tell(new With(1, new Append(4, answers.getRef())));
            given(answers.receiveMessage());
            given(answers.receiveMessage());
        }
        assertThat(show(1).entries()).hasSize(before.entries().size() + 16);
        assertThat(store.number("select count(*) from playlist_entry where playlist_id = 1"))
                .isEqualTo(before.entries().size() + 16);
    }

    @Test
    void makesPlaylistsAndRefusesTwins() {
        playlists.tell(new Create("for trains", List.of(1L, 2L, 1L), answers.getRef()));
        PlaylistView made = given(answers.receiveMessage());
        assertThat(made.entries()).extracting(PlaylistView.Entry::trackId).containsExactly(1L, 2L, 1L);
        assertThat(show(made.id())).isEqualTo(made);
        playlists.tell(new Create("for trains", List.of(), answers.getRef()));
        assertThat(answers.receiveMessage())
                .isEqualTo(new Answer.Refused<>(new Refusal.Conflict("There is one of that name already.")));
        playlists.tell(new Create("for ships", List.of(987_654L), answers.getRef()));
        assertThat(answers.receiveMessage())
                .isEqualTo(new Answer.Refused<>(new Refusal.Invalid("There is no track 987654.")));
    }
}
