package io.granary.examples.snippets;

import io.granary.engine.ScalarResult;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.Mappings;
import io.granary.orm.WriteOnly;
import io.granary.schema.Column;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A probe and what it measures, which is never loaded as a whole. */
final class LargeSides {

    static final Mappings MAPPINGS = Mappings.of(Probe.class, Sample.class);

    static final Column<Integer> SAMPLE_VALUE = EntityTable.of(Sample.class).attribute("found", Integer.class);

    private LargeSides() {}

    // #mapping
    @Entity(name = "probe")
    static class Probe {
        @Id
        int id;

        @OneToMany(mappedBy = "probe", cascade = CascadeType.ALL, orphanRemoval = true)
        WriteOnly<Sample> samples = new WriteOnly<>();
    }

    @Entity(name = "sample")
    static class Sample {
        @Id
        @GeneratedValue
        @Nullable Long id;

        int found;

        @ManyToOne
        @Nullable Probe probe;
    }
    // #mapping

    // #use
    static CompletionStage<List<@Nullable Sample>> replaceHighest(AsyncSession session, Probe probe, Sample added) {
        return session.scalars(
                        probe.samples.select().orderBy(SAMPLE_VALUE.desc()).limit(1))
                .thenCompose(highest -> {
                    highest.first().ifPresent(probe.samples::remove);
                    probe.samples.add(added);
                    return session.flush(); // an INSERT and a DELETE
                })
                .thenCompose(done -> session.scalars(probe.samples.select().where(SAMPLE_VALUE.lt(100))))
                .thenApply(ScalarResult::all);
    }
    // #use
}
