package io.granary.benchmarks;

import static java.util.Objects.requireNonNull;

import io.granary.engine.Result;
import io.granary.engine.Row;
import java.util.concurrent.CompletionStage;

/**
 * A row of {@code bench_person}.
 *
 * @param id from 1 to {@link Tables#PERSONS}
 * @param name a name
 * @param age years
 */
record Person(long id, String name, int age) {

    /** {@return the only row of a result, read by position} */
    static CompletionStage<Person> of(CompletionStage<Result> result) {
        return result.thenApply(rows -> {
            Row row = rows.one();
            return new Person(
                    requireNonNull(row.get(0, Long.class)),
                    requireNonNull(row.get(1, String.class)),
                    requireNonNull(row.get(2, Integer.class)));
        });
    }
}
