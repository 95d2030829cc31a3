package io.granary.stream;

import io.granary.engine.AsyncEngine;
import io.granary.engine.ListenOptions;
import io.granary.engine.Notice;
import java.util.List;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Sources of what is told on channels of the database, each a blueprint: every materialization listens on a connection of its own, beside the pool, and closes it when whoever
 * reads has had enough or ends.
 *
 * <p>A Source does not fail because the link does: it connects again, and a {@link Notice.Gap} tells that notifications may be missing. It ends with the engine, and fails when
 * the first attempt to listen is refused for good, or with {@link io.granary.error.NotSupportedException} where the database has no channels.
 *
 * @see AsyncEngine#listen(List, ListenOptions)
 */
public final class NotificationSource {

    private NotificationSource() {}

    /**
     * {@return what is told on channels}
     *
     * @param engine whose database
     * @param channels their names, at least one; their letter case counts
     */
    public static Source<Notice, NotUsed> of(AsyncEngine engine, String... channels) {
        return of(engine, List.of(channels), ListenOptions.defaults());
    }

    /**
     * {@return what is told on channels}
     *
     * @param engine whose database
     * @param channels their names, at least one; their letter case counts
     * @param options how to go about it
     */
    public static Source<Notice, NotUsed> of(AsyncEngine engine, List<String> channels, ListenOptions options) {
        return Source.fromPublisher(engine.listen(channels, options));
    }
}
