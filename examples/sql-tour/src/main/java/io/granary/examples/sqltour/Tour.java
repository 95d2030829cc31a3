package io.granary.examples.sqltour;

import io.granary.engine.AsyncEngine;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;

/** What the program shows, one section after another. */
final class Tour {

    /** The sections that ask; {@link Loading} goes before them. None leaves the database otherwise than it was. */
    static final List<Section> SECTIONS = List.of(
            new Joins(), new Windows(), new Trees(), new Upserts(), new Pages(), new Documents(), new Spellings());

    private Tour() {}

    /** {@return completes after the last section} */
    static CompletionStage<Done> of(AsyncEngine engine, ActorSystem<?> system, long leastPopulation, Report report) {
        report.title("Granary's statements on " + engine.url());
        CompletionStage<Done> toured = report.section(new Loading(system, leastPopulation), engine);
        for (Section section : SECTIONS) {
            toured = toured.thenCompose(done -> report.section(section, engine));
        }
        return toured;
    }
}
