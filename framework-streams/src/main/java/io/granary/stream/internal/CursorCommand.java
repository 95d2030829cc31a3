package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import org.reactivestreams.Subscription;

/** What the cursor of a result is told: by those who read it, and by the stream it reads. */
sealed interface CursorCommand
        permits Fetch,
                CursorCommand.Close,
                CursorCommand.Subscribed,
                CursorCommand.Arrived,
                CursorCommand.Completed,
                CursorCommand.Failed,
                CursorCommand.LastCall {

    /** Nobody wants the rest. */
    enum Close implements CursorCommand {
        INSTANCE
    }

    /** The stream can be asked for chunks. */
    record Subscribed(Subscription subscription) implements CursorCommand {}

    /** The next rows. */
    record Arrived(RowChunk chunk) implements CursorCommand {}

    /** There are no more rows. */
    enum Completed implements CursorCommand {
        INSTANCE
    }

    /** There are no more rows, because of a failure. */
    record Failed(Throwable failure) implements CursorCommand {}

    /** What was sent before the cursor said that it ends has been read. */
    enum LastCall implements CursorCommand {
        INSTANCE
    }
}
