package io.granary.examples.musicstore.store;

import io.granary.examples.musicstore.store.PlaylistEditor.Edit;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** The place of the editor of one playlist: edits go to the editor, or wait here for the next one once it is being retired. */
final class EditorSeat {

    private static final Refusal BUSY = new Refusal.Unavailable("Too many edits of this playlist wait.");

    private final ActorRef<PlaylistEditor.Command> editor;
    private final List<Edit> waiting = new ArrayList<>();
    private boolean retiring;

    EditorSeat(ActorRef<PlaylistEditor.Command> editor) {
        this.editor = editor;
    }

    void take(Edit edit) {
        if (!retiring) {
            editor.tell(edit);
        } else if (waiting.size() < PlaylistEditor.LINE) {
            waiting.add(edit);
        } else {
            edit.replyTo().tell(new Answer.Refused<>(BUSY));
        }
    }

    void retire() {
        if (!retiring) {
            retiring = true;
            editor.tell(PlaylistEditor.Retire.INSTANCE);
        }
    }

    /** What waits for the next one. */
    List<Edit> waiting() {
        return waiting;
    }
}
