package io.granary.testkit.unitofwork;

import io.granary.orm.Ref;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The two sides of links between the objects of a play. */
final class Sides {

    private final Play play;

    Sides(Play play) {
        this.play = play;
    }

    /** Has an object refer to another one, or to none. */
    void refer(Thing thing, String reference, @Nullable Thing target) {
        Attributes.giveOne(thing, reference, target);
        play.cast().learn(thing.tag, reference);
    }

    /** Whether it is known what a reference has. */
    boolean knows(Thing thing, String reference) {
        Object value = Attributes.value(thing, reference);
        if (value instanceof Ref<?> ref) {
            return ref.isLoaded();
        }
        return value != null || play.cast().knows(thing.tag, reference);
    }

    /** Whether it is known who is at the other side of one. */
    boolean knowsInverse(Link link, @Nullable String target) {
        if (!link.hasInverse() || target == null || !play.isLive(target)) {
            return false;
        }
        Thing thing = play.at(target);
        return link.many()
                ? Attributes.isLoaded(Attributes.many(thing, link.otherSide()))
                : knows(thing, link.otherSide());
    }

    void putInverse(Link link, String target, Thing holder) {
        if (link.many()) {
            Collection<Thing> members = Attributes.many(play.at(target), link.otherSide());
            if (members.stream().noneMatch(each -> each == holder)) {
                members.add(holder);
            }
        } else {
            refer(play.at(target), link.otherSide(), holder);
        }
    }

    void takeInverse(Link link, String target, Thing holder) {
        if (link.many()) {
            Attributes.many(play.at(target), link.otherSide()).removeIf(each -> each == holder);
        } else {
            refer(play.at(target), link.otherSide(), null);
        }
    }
}
