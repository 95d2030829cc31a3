package io.granary.testkit.unitofwork;

import static io.granary.sql.Sql.select;

import io.granary.orm.Load;
import io.granary.testkit.Await;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Reads what is there: by keys, by relationships and by queries. */
final class Looking {

    private final Play play;
    private final Loading loading;
    private final SessionComparison comparison;
    private final Turns turns;

    Looking(Play play, Loading loading, SessionComparison comparison, Turns turns) {
        this.play = play;
        this.loading = loading;
        this.comparison = comparison;
        this.turns = turns;
    }

    /** Gets one that the session does not have. */
    void get(Random random) {
        List<String> out = play.world().rows().stream()
                .filter(row -> row.hasKey() && !play.cast().has(row.tag))
                .map(row -> row.tag)
                .toList();
        String tag = Chance.any(random, out);
        if (tag != null) {
            play.note("get " + tag);
            comparison.get(tag);
        }
    }

    void relate(Random random) {
        String tag = play.anyWritten(random, Thing.class);
        String name = tag == null ? null : Chance.any(random, Attributes.relationships(play.row(tag).type));
        if (tag != null && name != null) {
            loading.load(tag, name);
        }
    }

    void query(Random random) {
        Class<? extends Thing> type = Chance.one(random, Things.CONCRETE);
        String name = Chance.any(random, Attributes.relationships(type));
        play.note("query " + type.getSimpleName() + " with " + name);
        var query = select(Attributes.table(type));
        if (name != null) {
            query = query.options(Load.selectInLoad(Attributes.relationship(type, name)));
        }
        List<Thing> found = Await.value(play.session().scalars(query)).all();
        Set<String> expected = new TreeSet<>(play.world().tagsOf(type));
        Compared.tags("query of " + type.getSimpleName(), found, expected);
        for (Thing thing : found) {
            comparison.meet(thing);
            Compared.values(thing, play.row(thing.tag));
        }
        comparison.meetAll();
    }

    void refresh(Random random) {
        String tag = play.anyWritten(random, Thing.class);
        if (tag == null) {
            return;
        }
        turns.flush();
        play.cast().unlearn();
        if (random.nextBoolean()) {
            play.note("refresh " + tag);
            Await.value(play.session().refresh(play.at(tag)));
        } else {
            play.note("expire and get " + tag);
            play.session().expire(play.at(tag));
            comparison.get(tag);
        }
        comparison.check();
    }
}
