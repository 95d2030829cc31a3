package io.granary.engine.internal.dispatch;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Runs, on one thread and one after another, the turns of actors that each other's messages cause. What comes of an answer of the driver is
 * done where the answer came, without waking another thread for each actor on its way.
 *
 * <p>Only who knows that a thread may be used so opens one: the driver's answers and the actors' own dispatcher. On every other thread a
 * message to an actor wakes the dispatcher. A turn never runs within another one's call, so the order of what an actor sees and does is as
 * on any dispatcher.
 */
public final class Trampoline {

    /** After so many turns the thread is its owner's again, and what follows goes to the dispatcher. */
    private static final int MOST = 64;

    private static final ThreadLocal<Trampoline> OF_THREAD = ThreadLocal.withInitial(Trampoline::new);

    private final Deque<Runnable> turns = new ArrayDeque<>();
    private boolean open;
    private boolean lent;
    private int taken;

    private Trampoline() {}

    /**
     * Runs something, and then on the same thread what it set going.
     *
     * @param action tells actors something
     */
    public static void run(Runnable action) {
        Trampoline mine = OF_THREAD.get();
        if (mine.open) {
            action.run();
            return;
        }
        mine.open = true;
        try {
            action.run();
        } finally {
            mine.runTurns();
        }
    }

    /**
     * Runs a callback on a thread that may run turns too. Since nobody knows for what the callback waits, a turn that it sets going is run at
     * once, before the call that caused it returns.
     *
     * @param callback perhaps the user's
     */
    public static void lend(Runnable callback) {
        Trampoline mine = OF_THREAD.get();
        boolean before = mine.lent;
        mine.lent = true;
        try {
            callback.run();
        } finally {
            mine.lent = before;
        }
    }

    /**
     * {@return whether this thread is going to run a turn; else somebody else has to}
     *
     * @param turn what to run
     */
    static boolean take(Runnable turn) {
        Trampoline mine = OF_THREAD.get();
        if (!mine.open && mine.lent) {
            run(turn);
            return true;
        }
        if (!mine.open || mine.taken == MOST) {
            return false;
        }
        mine.taken++;
        mine.turns.add(turn);
        return true;
    }

    /**
     * {@return whether a turn that runs code of the user's was run, at once, for this thread is lent to callbacks; else somebody else has to}
     *
     * @param turn what to run. Turns that it sets going run at once, as those of a callback do: none of them waits behind code that may block
     */
    static boolean takeAsCallback(Runnable turn) {
        Trampoline mine = OF_THREAD.get();
        if (mine.open || !mine.lent) {
            return false;
        }
        turn.run();
        return true;
    }

    /** All of them, even when one throws, which only a defect does: an actor whose turn was lost would never get another. */
    private void runTurns() {
        try {
            Runnable turn;
            while ((turn = turns.poll()) != null) {
                turn.run();
            }
        } finally {
            if (turns.isEmpty()) {
                taken = 0;
                open = false;
            } else {
                runTurns();
            }
        }
    }
}
