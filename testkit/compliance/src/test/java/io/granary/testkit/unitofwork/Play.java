package io.granary.testkit.unitofwork;

import io.granary.engine.AsyncEngine;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.testkit.unitofwork.Office.Folder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a program is: its session, what it means to be there, and what it has met and changed. */
final class Play {

    private final AsyncSessionMaker sessions;
    private final boolean expires;
    private final StringBuilder trace = new StringBuilder();
    private final Cast cast = new Cast();
    private final Touched touched = new Touched();
    private AsyncSession session;
    private World world = new World();
    private World committed = new World();
    private int tags;
    private long keys;

    Play(AsyncEngine engine, boolean expires) {
        this.expires = expires;
        this.sessions = AsyncSessionMaker.of(engine, Things.MAPPINGS).withExpireOnCommit(expires);
        this.session = sessions.open();
    }

    AsyncSession session() {
        return session;
    }

    /** A session besides the program's own. */
    AsyncSession anotherSession() {
        return sessions.open();
    }

    boolean expires() {
        return expires;
    }

    World world() {
        return world;
    }

    /** What other sessions have to find. */
    World committed() {
        return committed;
    }

    Cast cast() {
        return cast;
    }

    Touched touched() {
        return touched;
    }

    void commitWorld() {
        committed = world.copy();
    }

    void backTo(World before) {
        world = before;
    }

    /** Begins anew with what is committed. */
    void startOver() {
        world = committed.copy();
        cast.clear();
        touched.clear();
        session = sessions.open();
    }

    void note(String what) {
        trace.append(what).append('\n');
    }

    String trace() {
        return trace.toString();
    }

    Thing at(String tag) {
        return cast.at(tag);
    }

    Row row(String tag) {
        return world.row(tag);
    }

    /** The tags of what is in the session and meant to be there, in their order, which is not that in which they were met. */
    List<String> live(Class<?> type) {
        List<String> live = new ArrayList<>();
        for (String tag : cast.tags()) {
            if (world.has(tag) && type.isAssignableFrom(world.row(tag).type)) {
                live.add(tag);
            }
        }
        live.sort(Comparator.naturalOrder());
        return live;
    }

    boolean isLive(String tag) {
        return cast.has(tag) && world.has(tag);
    }

    @Nullable String anyLive(Random random, Class<?> type) {
        return Chance.any(random, live(type));
    }

    /** One that is live and has been written. */
    @Nullable String anyWritten(Random random, Class<?> type) {
        String tag = anyLive(random, type);
        return tag == null || !world.row(tag).hasKey() ? null : tag;
    }

    boolean isTaken(Link link, String target) {
        return touched.isTaken(link, target) || !world.holders(link, target).isEmpty();
    }

    /** All of these go. */
    void take(Set<String> going) {
        world.remove(going);
        cast.go(going);
    }

    /** One that is new, and that nobody knows yet. */
    Thing make(Class<? extends Thing> type) {
        try {
            Thing thing = type.getDeclaredConstructor().newInstance();
            if (thing instanceof Folder folder) {
                folder.id = nextKey();
            }
            return thing;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    long nextKey() {
        return ++keys;
    }

    String newTag(Class<?> type) {
        return type.getSimpleName() + ++tags;
    }

    /** A new one is meant to be there. */
    void enter(Thing thing, Row row) {
        world.add(row);
        cast.enter(thing);
    }
}
