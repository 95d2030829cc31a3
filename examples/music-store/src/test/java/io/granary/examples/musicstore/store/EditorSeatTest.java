package io.granary.examples.musicstore.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.examples.musicstore.store.PlaylistEditor.Command;
import io.granary.examples.musicstore.store.PlaylistEditor.Retire;
import io.granary.examples.musicstore.store.PlaylistEditor.Show;
import io.granary.examples.musicstore.view.PlaylistView;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class EditorSeatTest {

    private final TestInbox<Command> editor = TestInbox.create();
    private final TestInbox<Answer<PlaylistView>> answers = TestInbox.create();
    private final EditorSeat seat = new EditorSeat(editor.getRef());

    @Test
    void whatComesWhileAnEditorIsRetiredWaitsForTheNextOne() {
        Show before = new Show(answers.getRef());
        seat.take(before);
        seat.retire();
        seat.retire();
        Show after = new Show(answers.getRef());
        for (int i = 0; i < PlaylistEditor.LINE; i++) {
            seat.take(after);
        }
        assertThat(editor.getAllReceived()).containsExactly(before, Retire.INSTANCE);
        assertThat(seat.waiting()).hasSize(PlaylistEditor.LINE).containsOnly(after);
        assertThat(answers.hasMessages()).isFalse();
        seat.take(after);
        assertThat(answers.receiveMessage()).isInstanceOf(Answer.Refused.class);
        assertThat(seat.waiting()).hasSize(PlaylistEditor.LINE);
    }
}
