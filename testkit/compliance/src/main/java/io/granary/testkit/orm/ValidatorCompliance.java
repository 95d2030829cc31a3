package io.granary.testkit.orm;

import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.FlushException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.mapping.Relationship;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Methods that refuse values before they are written. */
public interface ValidatorCompliance extends OnSessions {

    /** What goes into dishes. */
    Relationship<Dish, List<Portion>> DISH_PORTIONS = EntityTable.of(Dish.class).relationship("portions");

    @Test
    @Tag("VA01")
    @Tag("VA03")
    default void aFlushShowsWhatIsNewAndWhatChanged(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Dish soup = new Dish(" soup ", new Portion(300, new Grocery("leek")));
        session.add(soup);
        Await.value(session.flush());
        assertThat(soup.shown)
                .as("after what is called before it is written")
                .containsExactly("name soup", "time Time[preparing=5, cooking=20]", "portion of 300");
        soup.shown.clear();
        soup.remark = "hot";
        Await.value(session.flush());
        assertThat(soup.shown).as("of what did not change").isEmpty();
        soup.name = "stew";
        soup.time = new Dish.Time(5, 60);
        soup.portions.add(new Portion(200, new Grocery("beef")));
        Await.value(session.flush());
        assertThat(soup.shown)
                .containsExactlyInAnyOrder("name stew", "time Time[preparing=5, cooking=60]", "portion of 200");
        soup.shown.clear();
        soup.portions.remove(0);
        Await.value(session.delete(soup));
        Await.value(session.commit());
        assertThat(soup.shown).as("of what goes").isEmpty();
        Await.value(session.close());
    }

    @Test
    @Tag("VA02")
    default void aRefusalFailsTheFlushBeforeARowIsWritten(Bench bench) {
        stored(bench, new Dish("soup"));
        AsyncSession session = sessions(bench).open();
        session.addAll(List.of(new Dish("salad"), new Dish("  ")));
        sent(bench).mark();
        assertThat(Await.failure(session.flush(), FlushException.class))
                .hasMessageContaining("Dish.show refused the value of name of a new Dish")
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .cause()
                .hasMessage("without a name");
        assertThat(sent(bench).texts()).isEmpty();
        Await.value(session.rollback());
        session.add(new Dish("salad", new Portion(0, new Grocery("salt"))));
        assertThat(Await.failure(session.commit(), FlushException.class))
                .hasMessageContaining("Portion.weigh refused the value of grams");
        Await.value(session.rollback());
        Await.value(session.close());
        assertThat(count(bench, "orm_dishes")).isEqualTo(1);
        assertThat(count(bench, "orm_portions") + count(bench, "orm_groceries")).isZero();
    }

    @Test
    @Tag("VA04")
    default void aReferenceIsShownThatTheOtherSideSet(Bench bench) {
        Dish stored = new Dish("soup");
        stored(bench, stored);
        AsyncSession session = sessions(bench).open();
        Dish soup = get(session, Dish.class, stored.id);
        Await.value(session.load(soup, DISH_PORTIONS));
        soup.closed = true;
        soup.portions.add(new Portion(new Grocery("salt")));
        assertThat(Await.failure(session.flush(), FlushException.class))
                .hasMessageContaining("Portion.serve refused the value of dish of a new Portion");
        Await.value(session.rollback());
        Await.value(session.close());
    }
}
