package io.granary.testkit.orm;

import static io.granary.orm.Load.selectInLoad;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.LoadingCompliance.all;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.mapping.Relationship;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attributes that are fields: they are read and written themselves, and not by getters and setters, which may do something else. */
public interface FieldAccessCompliance extends OnSessions {

    /** What has such methods. */
    EntityTable<Safe> SAFES = EntityTable.of(Safe.class);

    /** What is in them. */
    Relationship<Safe, List<Valuable>> SAFE_VALUABLES = SAFES.relationship("valuables");

    private static void safe(Bench bench) {
        Safe safe = new Safe(1);
        safe.setSecret("open");
        safe.put(10);
        stored(bench, safe);
    }

    @Test
    default void loadsPassSettersBy(Bench bench) {
        safe(bench);
        AsyncSession session = sessions(bench).open();
        Safe safe = get(session, Safe.class, 1);
        assertThat(safe.getSecret()).isEqualTo("hash(open)");
        assertThat(Await.value(session.isModified(safe))).isFalse();
        Await.value(session.refresh(safe));
        assertThat(safe.getSecret()).isEqualTo("hash(open)");
        sent(bench).mark();
        Await.value(session.commit());
        sent(bench).assertNotSent("UPDATE");
        Await.value(session.close());

        assertThat(bench.sql().column("select secret from orm_safes")).containsExactly("hash(open)");
    }

    @Test
    default void flushesPassGettersByThatWrapCollections(Bench bench) {
        safe(bench);
        AsyncSession session = sessions(bench).open();
        get(session, Safe.class, 1).setSecret("shut");
        Await.value(session.commit());
        Await.value(session.close());

        assertThat(bench.sql().column("select secret from orm_safes")).containsExactly("hash(shut)");
        assertThat(valuables(bench)).containsExactly("10");
    }

    @Test
    default void loadedCollectionsPassSettersByThatCopy(Bench bench) {
        safe(bench);
        AsyncSession session = sessions(bench).open();
        Safe safe = all(session, select(SAFES).options(selectInLoad(SAFE_VALUABLES)))
                .get(0);
        assertThat(safe.getValuables()).extracting(Valuable::id).containsExactly(10);
        safe.put(11);
        Await.value(session.commit());
        Await.value(session.close());

        assertThat(valuables(bench)).containsExactly("10", "11");
    }

    private static List<String> valuables(Bench bench) {
        return bench.sql().column("select id from orm_valuables where safe_id = 1 order by id").stream()
                .map(String::valueOf)
                .toList();
    }
}
