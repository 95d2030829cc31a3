package io.granary.orm.internal.session;

import io.granary.engine.RowChunk;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Rows as they come, and word of their end, whoever ends them: once the connection has been told.
 *
 * @param rows the rows
 * @param begun is told when somebody subscribes
 * @param over is told of the end, at least once
 */
record WatchedRows(Publisher<RowChunk> rows, Runnable begun, Runnable over) implements Publisher<RowChunk> {

    @Override
    public void subscribe(Subscriber<? super RowChunk> subscriber) {
        begun.run();
        rows.subscribe(new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscriber.onSubscribe(new Subscription() {
                    @Override
                    public void request(long wanted) {
                        subscription.request(wanted);
                    }

                    @Override
                    public void cancel() {
                        subscription.cancel();
                        over.run();
                    }
                });
            }

            @Override
            public void onNext(RowChunk chunk) {
                subscriber.onNext(chunk);
            }

            @Override
            public void onError(Throwable failure) {
                over.run();
                subscriber.onError(failure);
            }

            @Override
            public void onComplete() {
                over.run();
                subscriber.onComplete();
            }
        });
    }
}
