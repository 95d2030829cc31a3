package io.granary.orm.internal.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects what is wrong with mapped classes, so that all of it can be said at once. */
public final class Faults {

    private final List<String> sentences = new ArrayList<>();

    /**
     * Notes a fault, once: what is embedded or named several times is wrong in one place.
     *
     * @param place the class, or class and attribute
     * @param sentence what was found there, and what to do about it
     */
    public void add(String place, String sentence) {
        String fault = place + ": " + sentence;
        if (!sentences.contains(fault)) {
            sentences.add(fault);
        }
    }

    /**
     * {@return what is told sentences about one place}
     *
     * @param place the class, or class and attribute
     */
    public Consumer<String> at(String place) {
        return sentence -> add(place, sentence);
    }

    /** {@return what was noted, in order} */
    public List<String> sentences() {
        return List.copyOf(sentences);
    }
}
