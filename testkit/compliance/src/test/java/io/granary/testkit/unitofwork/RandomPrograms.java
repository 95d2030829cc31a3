package io.granary.testkit.unitofwork;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.testkit.Await;
import io.granary.testkit.fixtures.SqlLog;
import io.granary.testkit.random.Seed;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Runs programs of many seeds, and makes those that fail as small as they get. */
final class RandomPrograms {

    private final AsyncEngine engine;
    private final SqlLog log;

    RandomPrograms(AsyncEngine engine, SqlLog log) {
        this.engine = engine;
        this.log = log;
    }

    /** {@return what is told of a program that fails, made as small as it gets; null if it does not} */
    @Nullable String report(long seed, int length) {
        Program program = Program.of(seed, length);
        Failure failure = run(program);
        if (failure == null) {
            return null;
        }
        return Seed.again(seed) + " -Dgranary.programs=1, where expireOnCommit is " + program.expires() + "\n"
                + smallest(program, failure).told();
    }

    /** Leaves out as many steps as possible, first many at once and then one by one, as long as the same is wrong. */
    private Failure smallest(Program program, Failure failure) {
        Program smallest = program;
        Failure last = failure;
        int size = Math.max(1, program.steps().size() / 2);
        while (size >= 1) {
            boolean smaller = false;
            int from = 0;
            while (from < smallest.steps().size()) {
                Program fewer = smallest.without(from, size);
                Failure now = run(fewer);
                if (now != null && now.isLike(failure)) {
                    smallest = fewer;
                    last = now;
                    smaller = true;
                } else {
                    from += size;
                }
            }
            if (size > 1) {
                size /= 2;
            } else if (!smaller) {
                size = 0;
            }
        }
        return last;
    }

    private @Nullable Failure run(Program program) {
        Await.value(engine.begin(RandomPrograms::empty));
        Performance performance = new Performance(engine, log, program.expires());
        try {
            performance.run(program);
            return null;
        } catch (Throwable thrown) {
            return new Failure(thrown, performance.trace());
        }
    }

    /** Some tables refer to each other, so that none of them could be emptied first. */
    private static CompletionStage<?> empty(AsyncConnection connection) {
        CompletionStage<?> all = connection.executeDriverSql("SET REFERENTIAL_INTEGRITY FALSE", List.of());
        for (var table : Things.MAPPINGS.metaData().sortedTables()) {
            all = all.thenCompose(done -> connection.executeDriverSql("DELETE FROM " + table.tableName(), List.of()));
        }
        return all.thenCompose(done -> connection.executeDriverSql("SET REFERENTIAL_INTEGRITY TRUE", List.of()));
    }
}
