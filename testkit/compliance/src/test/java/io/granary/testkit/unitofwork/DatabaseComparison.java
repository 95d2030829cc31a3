package io.granary.testkit.unitofwork;

import static io.granary.sql.Sql.select;

import io.granary.orm.AsyncSession;
import io.granary.orm.Load;
import io.granary.testkit.Await;
import jakarta.persistence.OrderBy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the database with what is committed of the oracle, by a session of its own. */
final class DatabaseComparison {

    private final Play play;

    DatabaseComparison(Play play) {
        this.play = play;
    }

    void check() {
        AsyncSession session = play.anotherSession();
        try {
            List<Thing> all = new ArrayList<>();
            for (Class<? extends Thing> root : Things.ROOTS) {
                all.addAll(Await.value(session.scalars(select(Attributes.table(root))))
                        .all());
            }
            Compared.tags("the database", all, play.committed().tags());
            loadAll(session, all);
            all.forEach(this::check);
        } finally {
            Await.value(session.close());
        }
    }

    private static void loadAll(AsyncSession session, List<Thing> all) {
        Map<Class<? extends Thing>, List<Thing>> byClass = new LinkedHashMap<>();
        all.forEach(each -> byClass.computeIfAbsent(each.getClass(), unused -> new ArrayList<>())
                .add(each));
        byClass.forEach((type, things) -> {
            for (String name : Attributes.relationships(type)) {
                Await.value(session.loadAll(things, Load.selectInLoad(Attributes.relationship(type, name))));
            }
        });
    }

    private void check(Thing thing) {
        Row row = play.committed().row(thing.tag);
        if (row.type != thing.getClass()) {
            throw new Disagreement(
                    "in the database " + thing.tag + " is a " + thing.getClass() + " and should be a " + row.type);
        }
        Compared.values(thing, row);
        for (String name : Attributes.relationships(thing.getClass())) {
            String where = "in the database " + thing.tag + "." + name;
            List<Thing> found = Attributes.things(Attributes.value(thing, name));
            Compared.tags(where, found, play.committed().at(row, name));
            if (Attributes.field(thing.getClass(), name).isAnnotationPresent(OrderBy.class)) {
                checkOrder(where, found);
            }
        }
    }

    private static void checkOrder(String where, List<Thing> members) {
        for (int i = 1; i < members.size(); i++) {
            if (members.get(i - 1).n > members.get(i).n) {
                throw new Disagreement(where + " is not in order");
            }
        }
    }
}
