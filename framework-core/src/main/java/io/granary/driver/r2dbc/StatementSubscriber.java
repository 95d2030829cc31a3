package io.granary.driver.r2dbc;

import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.r2dbc.spi.Result;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Takes the results of a statement one after another, and of each its elements, as far as demand goes.
 *
 * <p>The driver is asked to run the statement with the first demand, since drivers run a statement, and tell its failure or its end, as soon
 * as they are subscribed to.
 *
 * <p>This is what Reactor's {@code defer}, {@code delaySubscription} and {@code concatMap} do together, in one object: in a short statement
 * those took more time than the actors. Demand and cancelling come from any thread, signals from the driver's.
 */
final class StatementSubscriber implements CoreSubscriber<Result>, DriverExecution {

    private final Supplier<Publisher<? extends Result>> statement;
    private final Function<Result, Publisher<?>> elements;
    private final Chunks chunks;
    private final int chunkSize;
    private final Context context;
    private final AtomicInteger wishes = new AtomicInteger();
    private final Object lock = new Object();
    private @Nullable Subscription results;
    private @Nullable Subscription current;
    private long demand;
    private boolean started;
    private boolean withinResult;
    private boolean resultsOver;
    private boolean over;

    /**
     * Runs nothing yet.
     *
     * @param statement runs the statement when it is subscribed to
     * @param elements what a result gives
     * @param chunks where that goes
     * @param chunkSize how many rows make a chunk
     * @param context what the driver's operators are told
     */
    StatementSubscriber(
            Supplier<Publisher<? extends Result>> statement,
            Function<Result, Publisher<?>> elements,
            Chunks chunks,
            int chunkSize,
            Context context) {
        this.statement = statement;
        this.elements = elements;
        this.chunks = chunks;
        this.chunkSize = chunkSize;
        this.context = context;
    }

    @Override
    public Context currentContext() {
        return context;
    }

    // ---- the owner's side

    @Override
    public void request(long wanted) {
        long rows = Operators.multiplyCap(wanted, chunkSize);
        Subscription asked;
        boolean first;
        synchronized (lock) {
            demand = Operators.addCap(demand, rows);
            asked = current;
            first = !started;
            started = true;
        }
        if (asked != null) {
            asked.request(rows);
        }
        if (first) {
            start();
        }
    }

    private void start() {
        try {
            statement.get().subscribe(this);
        } catch (DriverException known) {
            fail(known);
        } catch (RuntimeException refused) {
            fail(DriverFailures.refused(refused));
        } catch (Error defect) {
            // Whoever waits for the end hears of it: nobody else is there to tell.
            fail(defect);
            Exceptions.throwIfJvmFatal(defect);
        }
    }

    @Override
    public void cancel() {
        end();
    }

    /** Nothing is told from now on; whether that was not so before. */
    private boolean end() {
        Subscription[] open;
        synchronized (lock) {
            if (over) {
                return false;
            }
            over = true;
            open = new Subscription[] {results, current};
            results = null;
            current = null;
        }
        for (Subscription subscription : open) {
            if (subscription != null) {
                subscription.cancel();
            }
        }
        return true;
    }

    // ---- results

    @Override
    public void onSubscribe(Subscription subscription) {
        boolean cancelled;
        synchronized (lock) {
            cancelled = over;
            results = cancelled ? null : subscription;
        }
        if (cancelled) {
            subscription.cancel();
        } else {
            nextResult();
        }
    }

    /** Asks for the next one; in a loop and not within the call that told of the last one's end, for there may be thousands. */
    private void nextResult() {
        if (wishes.getAndIncrement() != 0) {
            return;
        }
        do {
            Subscription from = results();
            if (from != null) {
                from.request(1);
            }
        } while (wishes.decrementAndGet() != 0);
    }

    private @Nullable Subscription results() {
        synchronized (lock) {
            return results;
        }
    }

    @Override
    public void onNext(Result result) {
        synchronized (lock) {
            withinResult = true;
        }
        Publisher<?> given;
        try {
            given = elements.apply(result);
        } catch (RuntimeException defect) {
            fail(defect);
            return;
        }
        given.subscribe(new Elements());
    }

    @Override
    public void onComplete() {
        boolean last;
        synchronized (lock) {
            resultsOver = true;
            results = null;
            last = !withinResult;
        }
        if (last) {
            complete();
        }
    }

    @Override
    public void onError(Throwable failure) {
        fail(failure);
    }

    private void complete() {
        if (!isOver()) {
            chunks.completed();
            end();
        }
    }

    private void fail(Throwable failure) {
        if (end()) {
            chunks.failed(failure);
        }
    }

    private boolean isOver() {
        synchronized (lock) {
            return over;
        }
    }

    /** What one result gives. */
    private final class Elements implements CoreSubscriber<Object> {

        @Override
        public Context currentContext() {
            return context;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            long wanted;
            synchronized (lock) {
                wanted = over ? 0 : demand;
                current = over ? null : subscription;
            }
            if (isOver()) {
                subscription.cancel();
            } else if (wanted > 0) {
                subscription.request(wanted);
            }
        }

        @Override
        public void onNext(Object element) {
            boolean isRow = element instanceof Object[];
            if (!takes(isRow)) {
                return;
            }
            if (isRow) {
                chunks.row((Object[]) element);
            } else if (element instanceof Long count) {
                chunks.count(count);
                // It used up demand that was meant for a row.
                Subscription mine = subscription();
                if (mine != null) {
                    mine.request(1);
                }
            }
        }

        /** Whether an element is still wanted; a row is one less to come. */
        private boolean takes(boolean row) {
            synchronized (lock) {
                if (row && demand != Long.MAX_VALUE) {
                    demand--;
                }
                return !over;
            }
        }

        private @Nullable Subscription subscription() {
            synchronized (lock) {
                return current;
            }
        }

        @Override
        public void onComplete() {
            boolean last;
            synchronized (lock) {
                withinResult = false;
                current = null;
                last = resultsOver;
            }
            if (last) {
                complete();
            } else {
                nextResult();
            }
        }

        @Override
        public void onError(Throwable failure) {
            fail(failure);
        }
    }
}
