package io.granary.orm.internal.session;

import io.granary.orm.mapping.KeyGeneration;
import io.granary.sql.SchemaTranslation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers that sequences gave and no object has yet. Thread-safe: all sessions of a maker have the same one, so that what is left of a block that one
 * asked for serves the next. Only hands numbers over, in the order in which they were put in, each once; who has taken one and does not use it
 * has lost it, as with the sequence itself.
 *
 * <p>No actor: it would have to be asked at each flush, and its answer waited for, which is what the numbers are kept for to avoid. See the decision
 * "Numbers of sequences are handed over". (Hibernate, "pooled-lo" optimizer.)
 */
public final class SequenceNumbers {

    private final Map<Source, Queue<Block>> left = new ConcurrentHashMap<>();

    /** Makes one without numbers. */
    public SequenceNumbers() {}

    /**
     * Which sequence gave them: the same name is another one where schemas are translated otherwise.
     *
     * @param by the sequence, and how many numbers it gives at a time
     * @param schemas where its schema is
     */
    record Source(KeyGeneration.BySequence by, SchemaTranslation schemas) {}

    /** Numbers that follow one another, from the front of which several take at once. */
    private static final class Block {
        private final AtomicLong next;
        private final long end;

        private Block(long first, long count) {
            this.next = new AtomicLong(first);
            this.end = first + count;
        }

        private void take(int wanted, List<Long> into) {
            long first = next.getAndUpdate(at -> at + Math.min(wanted, end - at));
            for (long number = first; number < end && number - first < wanted; number++) {
                into.add(number);
            }
        }
    }

    /** As many numbers as are there and wanted, in their order; each was given to nobody before, nor will be. */
    List<Long> take(Source source, int wanted) {
        List<Long> taken = new ArrayList<>();
        Queue<Block> blocks = left.get(source);
        while (blocks != null && taken.size() < wanted) {
            Block first = blocks.peek();
            if (first == null) {
                break;
            }
            first.take(wanted - taken.size(), taken);
            if (taken.size() < wanted) {
                // It is empty. Each block is another object: who comes second removes nothing.
                blocks.remove(first);
            }
        }
        return taken;
    }

    /** Puts numbers in, behind those that are there. */
    void put(Source source, long first, long count) {
        if (count > 0) {
            left.computeIfAbsent(source, unused -> new ConcurrentLinkedQueue<>())
                    .add(new Block(first, count));
        }
    }
}
