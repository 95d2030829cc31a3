package io.granary.testkit.orm;

import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.SentChanges.assertSent;
import static io.granary.testkit.orm.SentChanges.changing;
import static io.granary.testkit.orm.SentChanges.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.FlushException;
import io.granary.orm.AsyncSession;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What mapped classes are told of, when, and what they may do then. */
public interface CallbackCompliance extends OnSessions {

    @Test
    @Tag("UW29")
    default void allAreToldBeforeAndAllAfter(Bench bench) {
        List<String> heard = new ArrayList<>();
        BiConsumer<String, Task> listener = (what, task) -> heard.add(what + " " + task.name);
        List<Task> tasks = List.of(new Task("1", listener), new Task("2", listener), new Task("3", listener));
        AsyncSession session = sessions(bench).open();
        session.addAll(tasks);
        Await.value(session.flush());
        assertThat(heard)
                .containsExactly(
                        "before insert 1",
                        "before insert 2",
                        "before insert 3",
                        "after insert 1",
                        "after insert 2",
                        "after insert 3");
        heard.clear();
        tasks.forEach(task -> task.name = task.name + "!");
        Await.value(session.flush());
        assertThat(heard.subList(0, 3))
                .containsExactlyInAnyOrder("before update 1!", "before update 2!", "before update 3!");
        assertThat(heard.subList(3, 6)).containsExactly("after update 1!", "after update 2!", "after update 3!");
        heard.clear();
        Await.value(session.deleteAll(tasks));
        Await.value(session.commit());
        assertSent(
                bench,
                "INSERT INTO orm_tasks (name, cause_id) VALUES (?, ?), (?, ?), (?, ?)"
                        + " RETURNING orm_tasks.id, orm_tasks.id AS id_1",
                changing(
                        bench,
                        3,
                        "UPDATE orm_tasks SET name = ? WHERE orm_tasks.id = ?",
                        "UPDATE orm_tasks SET name = changed.set_1 FROM unnest(?, ?) AS changed (key_0, set_1)"
                                + " WHERE orm_tasks.id = changed.key_0 RETURNING orm_tasks.id"),
                "DELETE FROM orm_tasks WHERE orm_tasks.id IN (?, ?, ?)");
        assertThat(heard.subList(0, 3)).containsExactly("before delete 1!", "before delete 2!", "before delete 3!");
        assertThat(heard.subList(3, 6)).containsExactly("after delete 1!", "after delete 2!", "after delete 3!");
        Await.value(session.close());
    }

    @Test
    @Tag("ST25")
    default void whatIsAddedMeanwhileIsWrittenInTheSameCommit(Bench bench) {
        BiConsumer<String, Task> quiet = (what, task) -> {};
        Task first = new Task("1", (what, task) -> {
            if (what.equals("after insert")) {
                task.followUps.add(new Task("2", quiet));
                task.followUps.add(new Task("3", quiet));
            }
        });
        AsyncSession session = sessions(bench).open();
        session.add(first);
        Await.value(session.commit());
        assertSent(
                bench,
                "INSERT INTO orm_tasks (name, cause_id) VALUES (?, ?) RETURNING orm_tasks.id",
                "INSERT INTO orm_tasks (name, cause_id) VALUES (?, ?), (?, ?) RETURNING orm_tasks.id, orm_tasks.id AS id_1");
        assertThat(bench.sql().number("select count(*) from orm_tasks where cause_id = " + first.id))
                .isEqualTo(2);
        Await.value(session.close());
    }

    @Test
    @Tag("UW29")
    default void whoComesMeanwhileIsToldToo(Bench bench) {
        List<String> heard = new ArrayList<>();
        BiConsumer<String, Task> listener = (what, task) -> {
            heard.add(what + " " + task.name);
            if (what.equals("before insert") && "1".equals(task.name)) {
                task.followUps.add(new Task("2", Objects.requireNonNull(task.listener)));
            }
        };
        AsyncSession session = sessions(bench).open();
        session.add(new Task("1", listener));
        Await.value(session.commit());
        assertSent(
                bench,
                "INSERT INTO orm_tasks (name, cause_id) VALUES (?, ?) RETURNING orm_tasks.id",
                "INSERT INTO orm_tasks (name, cause_id) VALUES (?, ?) RETURNING orm_tasks.id");
        assertThat(heard).containsExactly("before insert 1", "before insert 2", "after insert 1", "after insert 2");
        Await.value(session.close());
    }

    @Test
    @Tag("ST25")
    default void callbacksThatNeverEndAreStopped(Bench bench) {
        AtomicInteger made = new AtomicInteger();
        BiConsumer<String, Task> endless = new BiConsumer<>() {
            @Override
            public void accept(String what, Task task) {
                if (what.equals("after insert")) {
                    task.followUps.add(new Task("next " + made.incrementAndGet(), this));
                }
            }
        };
        AsyncSession session = sessions(bench).open();
        session.add(new Task("first", endless));
        assertThat(Await.failure(session.commit(), FlushException.class)).hasMessageContaining("After 100 rounds");
        assertThat(made.get()).isEqualTo(100);
        Await.value(session.rollback());
        assertThat(count(bench, "orm_tasks")).isZero();
        Await.value(session.close());
    }

    @Test
    @Tag("SE34")
    default void whatIsChangedAfterwardsIsWrittenByAnotherRound(Bench bench) {
        Task task = new Task("start", (what, self) -> {
            if (what.equals("after update") && !"end".equals(self.name)) {
                self.name = "end";
            }
        });
        AsyncSession session = sessions(bench).open();
        session.add(task);
        Await.value(session.flush());
        task.name = "middle";
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "UPDATE orm_tasks SET name = ? WHERE orm_tasks.id = ?",
                "UPDATE orm_tasks SET name = ? WHERE orm_tasks.id = ?");
        assertThat(bench.sql().column("select name from orm_tasks")).containsExactly("end");
        Await.value(session.close());
    }

    @Test
    @Tag("UW29")
    default void whatIsChangedBeforehandIsWrittenAtOnce(Bench bench) {
        Task task = new Task("start", (what, self) -> {
            if (what.startsWith("before")) {
                self.name = what;
            }
        });
        AsyncSession session = sessions(bench).open();
        session.add(task);
        Await.value(session.flush());
        task.name = "changed";
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(bench, "UPDATE orm_tasks SET name = ? WHERE orm_tasks.id = ?");
        assertThat(bench.sql().column("select name from orm_tasks")).containsExactly("before update");
        Await.value(session.close());
    }
}
