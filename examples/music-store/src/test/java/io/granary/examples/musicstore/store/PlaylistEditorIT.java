package io.granary.examples.musicstore.store;

import static io.granary.examples.musicstore.store.OnMusicStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.examples.musicstore.store.PlaylistEditor.Append;
import io.granary.examples.musicstore.store.PlaylistEditor.Command;
import io.granary.examples.musicstore.store.PlaylistEditor.Delete;
import io.granary.examples.musicstore.store.PlaylistEditor.Move;
import io.granary.examples.musicstore.store.PlaylistEditor.Remove;
import io.granary.examples.musicstore.store.PlaylistEditor.Rename;
import io.granary.examples.musicstore.store.PlaylistEditor.Retire;
import io.granary.examples.musicstore.store.PlaylistEditor.Show;
import io.granary.examples.musicstore.view.PlaylistView;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Actors(manualTime = true)
@Database(DatabaseKind.H2)
class PlaylistEditorIT {

    private static final Duration IDLE = Duration.ofMinutes(1);

    private final ActorTestKit kit;
    private final ManualTime time;
    private final OnMusicStore store;
    private final TestProbe<Answer<PlaylistView>> answers;
    private final TestProbe<String> idle;
    private final ActorRef<Command> editor;

    PlaylistEditorIT(ActorTestKit kit, ManualTime time, TestDatabase database) {
        this.kit = kit;
        this.time = time;
        this.store = new OnMusicStore(database, kit.system());
        this.answers = kit.createTestProbe();
        this.idle = kit.createTestProbe();
        this.editor = editor(1);
    }

    private ActorRef<Command> editor(long id) {
        return kit.spawn(PlaylistEditor.create(
                id, store.sessions, store.clock, IDLE, () -> idle.getRef().tell("idle")));
    }

    @AfterEach
    void close() {
        kit.stop(editor);
        store.close();
    }

    private Answer<PlaylistView> answer(Function<ActorRef<Answer<PlaylistView>>, Command> command) {
        editor.tell(command.apply(answers.getRef()));
        return answers.receiveMessage();
    }

    private PlaylistView given(Function<ActorRef<Answer<PlaylistView>>, Command> command) {
        Answer<PlaylistView> answer = answer(command);
        assertThat(answer).isInstanceOf(Answer.Given.class);
        return ((Answer.Given<PlaylistView>) answer).value();
    }

    private Refusal refused(Function<ActorRef<Answer<PlaylistView>>, Command> command) {
        Answer<PlaylistView> answer = answer(command);
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return ((Answer.Refused<PlaylistView>) answer).why();
    }

    private static List<Long> ids(PlaylistView playlist) {
        return playlist.entries().stream().map(PlaylistView.Entry::id).toList();
    }

    @Test
    void editsInTheOrderInWhichItIsAsked() {
        PlaylistView before = given(Show::new);
        PlaylistView longer = given(replyTo -> new Append(2, replyTo));
        assertThat(longer.version()).isEqualTo(before.version() + 1);
        assertThat(longer.edited()).isEqualTo(OnMusicStore.NOW);
        assertThat(longer.entries()).hasSize(before.entries().size() + 1);
        PlaylistView.Entry last = longer.entries().get(before.entries().size());
        assertThat(last.trackId()).isEqualTo(2);
        PlaylistView moved = given(replyTo -> new Move(longer.version(), last.id(), 1, replyTo));
        assertThat(ids(moved).get(0)).isEqualTo(last.id());
        assertThat(moved.entries()).extracting(PlaylistView.Entry::position).startsWith(1, 2, 3);
        PlaylistView shorter = given(replyTo -> new Remove(last.id(), replyTo));
        assertThat(ids(shorter)).isEqualTo(ids(before));
        assertThat(given(replyTo -> new Rename(shorter.version(), "other", replyTo))
                        .name())
                .isEqualTo("other");
        assertThat(store.number("select count(*) from playlist_entry where playlist_id = 1"))
                .isEqualTo(before.entries().size());
        assertThat(store.number("select version from playlist where id = 1")).isEqualTo(before.version() + 4);
    }

    @Test
    void refusesWhatItCannotDo() {
        PlaylistView before = given(Show::new);
        assertThat(refused(replyTo -> new Append(987_654, replyTo))).isInstanceOf(Refusal.Invalid.class);
        assertThat(refused(replyTo -> new Remove(987_654, replyTo))).isInstanceOf(Refusal.NotFound.class);
        assertThat(refused(replyTo -> new Rename(before.version() + 1, "other", replyTo)))
                .isInstanceOf(Refusal.Conflict.class);
        store.run("update playlist set name = 'taken' where id = 2");
        assertThat(refused(replyTo -> new Rename(before.version(), "taken", replyTo)))
                .isInstanceOf(Refusal.Conflict.class);
        assertThat(given(Show::new)).isEqualTo(before);
    }

    @Test
    void loadsAnewWhatSomebodyElseHasChanged() {
        PlaylistView before = given(Show::new);
        store.run("update playlist set version = version + 1, name = 'theirs' where id = 1");
        assertThat(refused(replyTo -> new Rename(before.version(), "mine", replyTo)))
                .isEqualTo(new Refusal.Conflict("Somebody else has changed it meanwhile."));
        assertThat(given(Show::new).name()).isEqualTo("theirs");
    }

    @Test
    void deletesAndIsOver() {
        PlaylistView before = given(Show::new);
        assertThat(given(replyTo -> new Delete(before.version(), replyTo))).isEqualTo(before);
        idle.expectMessage("idle");
        assertThat(store.number("select count(*) from playlist_entry where playlist_id = 1"))
                .isZero();
        assertThat(refused(Show::new)).isEqualTo(new Refusal.NotFound("There is no playlist 1."));
        idle.expectMessage("idle");
    }

    @Test
    void asksToBeRetiredWhenItIsIdle() {
        given(Show::new);
        time.timePasses(IDLE.minusSeconds(1));
        given(Show::new);
        time.expectNoMessageFor(IDLE.minusSeconds(1), idle);
        time.timePasses(Duration.ofSeconds(1));
        idle.expectMessage("idle");
        editor.tell(Retire.INSTANCE);
        answers.expectTerminated(editor);
    }

    /** Has as many edits wait as may: one more is refused, and with that all of them are known to have come. */
    private void fillTheLine() {
        for (int i = 0; i < 1 + PlaylistEditor.LINE; i++) {
            editor.tell(new Show(answers.getRef()));
        }
        assertThat(refused(Show::new)).isInstanceOf(Refusal.Unavailable.class);
    }

    @Test
    void answersEachOfThoseWhoWait() {
        AsyncConnection held = await(store.engine.connect());
        fillTheLine();
        editor.tell(Retire.INSTANCE);
        await(held.close());
        for (int i = 0; i < 1 + PlaylistEditor.LINE; i++) {
            assertThat(answers.receiveMessage()).isInstanceOf(Answer.Given.class);
        }
        answers.expectTerminated(editor);
    }

    @Test
    void refusesAllWhenItIsStopped() {
        AsyncConnection held = await(store.engine.connect());
        fillTheLine();
        kit.stop(editor);
        for (int i = 0; i < 1 + PlaylistEditor.LINE; i++) {
            assertThat(answers.receiveMessage())
                    .isEqualTo(new Answer.Refused<>(new Refusal.Unavailable("The playlist is being closed.")));
        }
        await(held.close());
    }
}
