package io.granary.testkit;

import static io.granary.sql.Sql.select;
import static io.granary.testkit.Shop.CUSTOMERS;

import io.granary.engine.AsyncEngine;
import io.granary.engine.RowValues;
import io.granary.engine.StatementListener;
import io.granary.sql.Params;
import io.granary.stream.Batch;
import io.granary.stream.BatchWork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.QueueOfferResult;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/** What the suites about streams that write have in common. */
final class Writing {

    /** Long enough for batches that are written for another reason. */
    static final Duration LONG = Duration.ofHours(1);

    /** The parameters of {@link Bench#INSERT} for an item of this number. */
    static final Function<Integer, Map<String, ?>> ITEM = id -> Params.of("id", id, "name", "name" + id);

    /** A row of the customers that the database numbers. */
    record Customer(String name, @Nullable Integer age) {}

    static final RowValues<Customer> VALUES = RowValues.of(Customer.class, CUSTOMERS);

    private Writing() {}

    /** So many customers, c1 and so on, one year older than the other. */
    static List<Customer> customers(int many) {
        return IntStream.rangeClosed(1, many)
                .mapToObj(n -> new Customer("c" + n, n))
                .toList();
    }

    static Source<Integer, NotUsed> upTo(int last) {
        return Source.range(1, last);
    }

    /** Writes items when a gate opens. */
    static <T> BatchWork<T, Done> gated(CompletableFuture<Done> gate, BatchWork<T, ?> then) {
        return (connection, elements) ->
                gate.thenCompose(open -> then.write(connection, elements)).thenApply(done -> Done.getInstance());
    }

    static void offer(BoundedSourceQueue<Integer> queue, int... ids) {
        for (int id : ids) {
            if (queue.offer(id) != QueueOfferResult.enqueued()) {
                throw new AssertionError("The queue takes nothing.");
            }
        }
    }

    /** The customers by their number. */
    static List<String> names(Bench bench) {
        return OnShop.names(bench, select(CUSTOMERS.name).orderBy(CUSTOMERS.id));
    }

    static <T, R> List<Integer> sizes(List<Batch<T, R>> batches) {
        return batches.stream().map(batch -> batch.elements().size()).toList();
    }

    /** Writes down the statements that change rows, and with how many sets of parameters they were sent. */
    static final class Sent implements StatementListener {

        private final List<Integer> sets = new CopyOnWriteArrayList<>();

        AsyncEngine engine(Bench bench) {
            return bench.engine(bench.options().withListener(this));
        }

        List<Integer> sets() {
            return List.copyOf(sets);
        }

        @Override
        public void beforeExecute(Statement statement) {
            if (statement.sql().contains("INSERT INTO") || statement.sql().contains("MERGE INTO")) {
                sets.add(statement.parameterSets());
            }
        }
    }
}
