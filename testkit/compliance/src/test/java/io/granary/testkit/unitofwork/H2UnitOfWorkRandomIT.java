package io.granary.testkit.unitofwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.OnBench;
import io.granary.testkit.SentStatements;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.SqlLog;
import io.granary.testkit.random.Seed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a session has, what the database has, and what a program meant agree, whatever programs do that are made by chance. */
@Database(DatabaseKind.H2)
class H2UnitOfWorkRandomIT implements OnBench {

    private static final int LENGTH = 60;

    /** As many as take some seconds; {@code -Dgranary.programs=…} has more. */
    private static final int PROGRAMS = Integer.getInteger("granary.programs", 25);

    @Test
    void whatAProgramMeantIsThere(Bench bench) {
        SqlLog log = new SqlLog();
        bench.mainEngine(bench.options().withListener(new SentStatements(log)));
        Await.value(Things.MAPPINGS.metaData().createAll(bench.engine()));
        RandomPrograms programs = new RandomPrograms(bench.engine(), log);
        long first = Seed.of(9000);
        List<String> reports = new ArrayList<>();
        for (long seed = first; seed < first + PROGRAMS; seed++) {
            String report = programs.report(seed, LENGTH);
            if (report != null) {
                reports.add(report);
            }
        }
        assertThat(reports).as(Seed.again(first)).isEmpty();
    }
}
