package io.granary.engine.internal.connection;

import io.granary.engine.internal.Answer;
import io.granary.error.GranaryException;
import io.granary.testkit.fixtures.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down every answer it gets, so that a second one is seen. */
final class CountedAnswer<T> implements Answer<T> {

    private final List<Object> answers = new CopyOnWriteArrayList<>();

    @Override
    public void offer(T value, Runnable refused) {
        answers.add(value == null ? "nothing" : value);
    }

    @Override
    public void fail(GranaryException failure) {
        answers.add(failure);
    }

    List<Object> answers() {
        return answers;
    }

    Object only() {
        Eventually.holds("an answer came", Duration.ofSeconds(10), () -> !answers.isEmpty());
        return answers.get(0);
    }
}
