package io.granary.stream.internal;

import io.granary.error.InvalidRequestException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SubscriptionWithCancelException;
import org.apache.pekko.stream.UniformFanOutShape;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.jspecify.annotations.Nullable;

/**
 * Deals the elements of lists out to lanes by a key: equal keys to one lane, in their order. No more than so many elements wait in a lane: dealing stops before one that its lane has no
 * room for, in the midst of a list, so the slowest lane stops the rest, and its source.
 *
 * @param <T> the elements
 */
public final class LaneStage<T> extends GraphStage<UniformFanOutShape<List<T>, T>> {

    private final Inlet<List<T>> in = Inlet.create("LaneStage.in");
    private final List<Outlet<T>> outs;
    private final UniformFanOutShape<List<T>, T> shape;
    private final Function<? super T, ?> key;
    private final int most;
    private final Optional<Duration> runWithin;

    /**
     * A stage.
     *
     * @param lanes how many, at least 1
     * @param key by whose hash an element gets its lane
     * @param most how many elements may wait in a lane, at least 1
     */
    public LaneStage(int lanes, Function<? super T, ?> key, int most) {
        this(lanes, key, most, Optional.empty());
    }

    /**
     * A stage of lanes that are run apart from it.
     *
     * @param lanes how many, at least 1
     * @param key by whose hash an element gets its lane
     * @param most how many elements may wait in a lane, at least 1
     * @param runWithin how soon each lane has to be asked for something; all fail if one is not
     */
    public LaneStage(int lanes, Function<? super T, ?> key, int most, Duration runWithin) {
        this(lanes, key, most, Optional.of(runWithin));
    }

    private LaneStage(int lanes, Function<? super T, ?> key, int most, Optional<Duration> runWithin) {
        this.outs = IntStream.range(0, lanes)
                .mapToObj(lane -> Outlet.<T>create("LaneStage.out" + lane))
                .toList();
        this.key = key;
        this.most = most;
        this.runWithin = runWithin;
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type can be made no other way
        Outlet<T>[] array = outs.toArray(new Outlet[0]);
        this.shape = new UniformFanOutShape<>(in, array);
    }

    @Override
    public UniformFanOutShape<List<T>, T> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes inheritedAttributes) {
        return new Logic();
    }

    private final class Logic extends TimerGraphStageLogic {

        private final List<Deque<T>> lanes = new ArrayList<>();
        private final BitSet asked = new BitSet(outs.size());
        private Iterator<T> undealt = Collections.emptyIterator();
        private @Nullable T held;
        private int heldFor;
        private int open = outs.size();
        private boolean finished;

        Logic() {
            super(shape);
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    undealt = grab(in).iterator();
                    deal();
                }

                @Override
                public void onUpstreamFinish() {
                    finished = true;
                    deal();
                }
            });
            for (int lane = 0; lane < outs.size(); lane++) {
                lanes.add(new ArrayDeque<>());
                handle(lane);
            }
        }

        @Override
        public void preStart() {
            runWithin.ifPresent(limit -> scheduleOnce(Logic.class, limit));
        }

        @Override
        public void onTimer(Object timerKey) {
            IntStream.range(0, outs.size())
                    .filter(lane -> !asked.get(lane) && !isClosed(outs.get(lane)))
                    .findFirst()
                    .ifPresent(lane -> failStage(notRun(lane)));
        }

        private InvalidRequestException notRun(int lane) {
            return InvalidRequestException.of(
                    "Lane " + lane + " of " + outs.size() + " was not run within " + runWithin.orElse(Duration.ZERO)
                            + "; the rows of the others would wait for it for ever.",
                    "run the source of each lane at once, or have runLanes(...) do it");
        }

        private void handle(int lane) {
            setHandler(outs.get(lane), new AbstractOutHandler() {
                @Override
                public void onPull() {
                    asked.set(lane);
                    T next = lanes.get(lane).poll();
                    if (next != null) {
                        push(outs.get(lane), next);
                    }
                    deal();
                }

                @Override
                public void onDownstreamFinish(Throwable cause) throws Exception {
                    if (--open == 0 || !(cause instanceof SubscriptionWithCancelException.NonFailureCancellation)) {
                        // A lane that fails ends all: the rest would be half of the work.
                        super.onDownstreamFinish(cause);
                    } else {
                        lanes.get(lane).clear();
                        deal();
                    }
                }
            });
        }

        /** Goes on until a lane is full or nothing is left, and asks for more then, or ends. */
        private void deal() {
            T next;
            while ((next = next()) != null) {
                if (!isDealt(next)) {
                    return;
                }
                held = null;
            }
            if (finished) {
                for (int lane = 0; lane < outs.size(); lane++) {
                    completeIfEmpty(lane);
                }
            } else if (!hasBeenPulled(in) && !isClosed(in)) {
                pull(in);
            }
        }

        /** The element to be dealt next, which is held until it is; null when there is none. */
        private @Nullable T next() {
            if (held == null && undealt.hasNext()) {
                T element = undealt.next();
                if (element == null) {
                    throw ReadingWriter.noElement();
                }
                heldFor = Math.floorMod(spread(key.apply(element)), outs.size());
                held = element;
            }
            return held;
        }

        /** Whether the lane of the element that is held has taken it, or wants none any more. */
        private boolean isDealt(T element) {
            Outlet<T> out = outs.get(heldFor);
            Deque<T> waiting = lanes.get(heldFor);
            if (isClosed(out)) {
                return true;
            } else if (waiting.isEmpty() && isAvailable(out)) {
                push(out, element);
                return true;
            }
            return waiting.size() < most && waiting.add(element);
        }

        private static int spread(Object value) {
            int hash = value.hashCode();
            return hash ^ (hash >>> 16);
        }

        private void completeIfEmpty(int lane) {
            if (lanes.get(lane).isEmpty() && !isClosed(outs.get(lane))) {
                complete(outs.get(lane));
            }
        }
    }
}
