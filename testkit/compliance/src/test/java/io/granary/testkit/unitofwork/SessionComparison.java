package io.granary.testkit.unitofwork;

import io.granary.orm.EntityState;
import io.granary.testkit.Await;
import io.granary.testkit.fixtures.SqlLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the objects of a session with the oracle, and meets those that come into it. */
final class SessionComparison {

    private final Play play;
    private final SqlLog log;

    SessionComparison(Play play, SqlLog log) {
        this.play = play;
        this.log = log;
    }

    void meet(@Nullable Thing thing) {
        if (thing != null && play.world().has(thing.tag)) {
            play.cast().meet(thing);
        }
    }

    /** Meets all that can be reached without loading. */
    void meetAll() {
        boolean more = true;
        while (more) {
            int before = play.cast().tags().size();
            for (Thing thing : play.cast().all()) {
                if (play.world().has(thing.tag)) {
                    meetNeighbours(thing);
                }
            }
            more = play.cast().tags().size() > before;
        }
    }

    private void meetNeighbours(Thing thing) {
        for (String name : Attributes.relationships(thing.getClass())) {
            if (Attributes.isOne(thing.getClass(), name)) {
                meet(Attributes.one(thing, name));
            } else if (Attributes.isLoaded(Attributes.many(thing, name))) {
                List.copyOf(Attributes.many(thing, name)).forEach(this::meet);
            }
        }
    }

    /** Gets what is meant to be there by its key. */
    void get(String tag) {
        Row row = play.row(tag);
        Thing found = Await.value(play.session().get(Attributes.asThing(row.type), row.key()))
                .orElseThrow(() -> new Disagreement(tag + " is not found by its key"));
        meet(found);
        Compared.values(found, row);
    }

    /** Compares all objects as they are, loaded or not. */
    void check() {
        meetAll();
        for (String tag : play.live(Thing.class)) {
            Thing thing = play.at(tag);
            EntityState state = Await.value(play.session().stateOf(thing));
            if (state != EntityState.PERSISTENT) {
                throw new Disagreement(tag + " is " + state);
            }
            Compared.values(thing, play.row(tag));
            for (String name : Attributes.relationships(thing.getClass())) {
                checkRelationship(thing, name);
            }
        }
        for (Thing thing : play.cast().all()) {
            if (!play.world().has(thing.tag)) {
                EntityState state = Await.value(play.session().stateOf(thing));
                if (state != EntityState.DELETED && state != EntityState.TRANSIENT) {
                    throw new Disagreement(thing.tag + " is " + state + " and should be gone");
                }
            }
        }
    }

    private void checkRelationship(Thing thing, String name) {
        String where = thing.tag + "." + name;
        Set<String> expected = play.world().at(play.row(thing.tag), name);
        if (Attributes.isOne(thing.getClass(), name)) {
            Thing one = Attributes.one(thing, name);
            if (one == null && !expected.isEmpty() && play.cast().knows(thing.tag, name)) {
                throw new Disagreement(where + " is null and should be " + expected);
            }
            if (one != null && !play.cast().isGone(one) && !expected.contains(one.tag)) {
                throw new Disagreement(where + " is " + one + " and should be " + expected);
            }
        } else if (Attributes.isLoaded(Attributes.many(thing, name))) {
            List<Thing> members = new ArrayList<>(Attributes.many(thing, name));
            members.removeIf(this::mayStay);
            Compared.tags(where, members, expected);
        }
    }

    /** What was deleted stays in a collection that was loaded before. */
    boolean mayStay(Thing thing) {
        return play.cast().isGone(thing) && !play.world().has(thing.tag);
    }

    /** What is written is written: nothing is modified, and nothing sent again. */
    void quiet(String after) {
        for (String tag : play.live(Thing.class)) {
            if (Await.value(play.session().isModified(play.at(tag)))) {
                throw new Disagreement(tag + " is modified right after a " + after);
            }
        }
        log.mark();
        Await.value(play.session().flush());
        if (!log.sinceMark().isEmpty()) {
            throw new Disagreement("a second flush after a " + after + " sent " + log.sinceMark());
        }
    }
}
