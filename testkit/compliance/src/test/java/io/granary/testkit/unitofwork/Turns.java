package io.granary.testkit.unitofwork;

import io.granary.orm.AsyncSessionTransaction;
import io.granary.orm.EntityState;
import io.granary.testkit.Await;
import io.granary.testkit.unitofwork.Library.Book;
import io.granary.testkit.unitofwork.Office.Folder;
import io.granary.testkit.unitofwork.Office.Line;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/** Where a transaction turns: flushes, commits, rollbacks and savepoints, after each of which all has to agree. */
final class Turns {

    private record Level(AsyncSessionTransaction savepoint, World world) {}

    private final Play play;
    private final SessionComparison comparison;
    private final DatabaseComparison database;
    private final Deque<Level> levels = new ArrayDeque<>();

    Turns(Play play, SessionComparison comparison, DatabaseComparison database) {
        this.play = play;
        this.comparison = comparison;
        this.database = database;
    }

    boolean isNested() {
        return !levels.isEmpty();
    }

    void flush() {
        play.note("flush");
        Await.value(play.session().flush());
        written();
        comparison.check();
        comparison.quiet("flush");
    }

    /** What is meant to be there is there, and has a key. */
    private void written() {
        for (String tag : play.live(Thing.class)) {
            Object key = play.at(tag).key();
            if (key == null) {
                throw new Disagreement(tag + " has no key after a flush");
            }
            play.row(tag).written(key);
        }
        play.touched().clear();
    }

    void beginNested() {
        if (levels.size() > 2) {
            return;
        }
        play.note("beginNested");
        AsyncSessionTransaction savepoint = Await.value(play.session().beginNested());
        written();
        comparison.check();
        levels.push(new Level(savepoint, play.world().copy()));
    }

    void release() {
        if (levels.isEmpty()) {
            return;
        }
        play.note("release");
        Await.value(levels.pop().savepoint().commit());
        written();
        comparison.check();
        comparison.quiet("release");
    }

    void rollBackNested(Random random) {
        if (levels.isEmpty()) {
            return;
        }
        play.note("rollback to savepoint");
        Level level = levels.pop();
        Await.value(level.savepoint().rollback());
        play.backTo(level.world());
        wentBack();
        comparison.check();
        comparison.quiet("rollback to a savepoint");
        maybeReload(random);
    }

    void commit(Random random) {
        play.note("commit");
        Await.value(play.session().commit());
        levels.clear();
        written();
        play.commitWorld();
        for (Thing thing : play.cast().all()) {
            if (!play.world().has(thing.tag)) {
                play.cast().leave(thing.tag);
                EntityState state = Await.value(play.session().stateOf(thing));
                if (state != EntityState.TRANSIENT) {
                    throw new Disagreement(thing.tag + " is " + state + " after its deletion was committed");
                }
            }
        }
        if (play.expires()) {
            play.cast().unlearn();
        }
        comparison.check();
        database.check();
        comparison.quiet("commit");
        maybeReload(random);
    }

    void rollBack(Random random) {
        play.note("rollback");
        Await.value(play.session().rollback());
        levels.clear();
        play.backTo(play.committed().copy());
        wentBack();
        comparison.check();
        database.check();
        comparison.quiet("rollback");
        maybeReload(random);
    }

    /** What was new is transient again, without the key that the database gave it. */
    private void wentBack() {
        play.touched().clear();
        play.cast().unlearn();
        for (Thing thing : play.cast().all()) {
            if (!play.world().has(thing.tag)) {
                play.cast().leave(thing.tag);
                EntityState state = Await.value(play.session().stateOf(thing));
                if (state == EntityState.TRANSIENT && !play.committed().has(thing.tag)) {
                    if (thing.key() != null && !(thing instanceof Folder)) {
                        throw new Disagreement(thing.tag + " kept its key through a rollback");
                    }
                    play.cast().lose(thing);
                } else if (state != EntityState.DELETED && state != EntityState.TRANSIENT) {
                    throw new Disagreement(thing.tag + " is " + state + " and was not there before");
                }
            }
        }
        play.cast().comeBack(play.world()::has);
    }

    void close(Random random) {
        if (random.nextBoolean()) {
            commit(random);
        }
        play.note("close");
        Await.value(play.session().close());
        levels.clear();
        play.startOver();
        database.check();
    }

    /** A flush fails, and is rolled back with the transaction or the savepoint that it was in. */
    void fail(Random random) {
        Thing bad = random.nextBoolean() ? new Book() : new Line();
        bad.tag = play.newTag(bad.getClass());
        play.note("flush with " + bad.tag + " fails");
        play.session().add(bad);
        try {
            Await.value(play.session().flush());
        } catch (AssertionError expected) {
            if (!String.valueOf(expected.getMessage()).contains("NOT-NULL")) {
                throw expected;
            }
            if (levels.isEmpty()) {
                rollBack(random);
            } else {
                rollBackNested(random);
            }
            return;
        }
        throw new Disagreement(bad.tag + " was written without what it cannot be without");
    }

    private void maybeReload(Random random) {
        if (!random.nextBoolean()) {
            return;
        }
        play.note("reload");
        play.live(Thing.class).forEach(comparison::get);
        play.cast().unlearn();
        comparison.check();
        comparison.quiet("reload");
    }

    /** Has all objects have what their rows have. */
    void refreshAll() {
        for (String tag : play.live(Thing.class)) {
            Await.value(play.session().refresh(play.at(tag)));
        }
        play.cast().unlearn();
    }
}
