package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.assertSent;
import static io.granary.testkit.orm.SentChanges.changing;
import static io.granary.testkit.orm.SentChanges.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.AsyncSession;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a flush writes of objects that refer to others of their class. */
public interface TreeCompliance extends OnSessions {

    @Test
    @Tag("UW11")
    @Tag("UW12")
    default void aTreeIsInsertedLevelByLevel(Bench bench) {
        Node root = new Node("1", new Node("1.1", new Node("1.1.1")), new Node("1.2"));
        AsyncSession session = sessions(bench).open();
        session.add(root);
        Await.value(session.commit());
        assertThat(count(bench, "orm_nodes")).isEqualTo(4);
        assertThat(bench.sql().number("select count(*) from orm_nodes a join orm_nodes b on a.parent_id = b.id"))
                .isEqualTo(3);
        assertSent(
                bench,
                "INSERT INTO orm_nodes (name, parent_id) VALUES (?, ?) RETURNING orm_nodes.id",
                "INSERT INTO orm_nodes (name, parent_id) VALUES (?, ?), (?, ?) RETURNING orm_nodes.id, orm_nodes.id AS id_1",
                "INSERT INTO orm_nodes (name, parent_id) VALUES (?, ?) RETURNING orm_nodes.id");
        List<String> inserted = bench.sql().column("select name from orm_nodes order by id").stream()
                .map(String::valueOf)
                .toList();
        assertThat(inserted.get(0)).isEqualTo("1");
        assertThat(inserted.subList(1, 3)).containsExactlyInAnyOrder("1.1", "1.2");
        assertThat(inserted.get(3)).isEqualTo("1.1.1");
        Await.value(session.delete(root));
        sent(bench).mark();
        Await.value(session.commit());
        // Each level has to be gone before the one above it: here the two that have nothing below are one.
        assertSent(
                bench,
                "DELETE FROM orm_nodes WHERE orm_nodes.id IN (?, ?)",
                "DELETE FROM orm_nodes WHERE orm_nodes.id = ?",
                "DELETE FROM orm_nodes WHERE orm_nodes.id = ?");
        assertThat(count(bench, "orm_nodes")).isZero();
        Await.value(session.close());
    }

    @Test
    @Tag("UW05")
    default void aReferenceIsLetGoOfBeforeWhatItReferredToIsDeleted(Bench bench) {
        Task cause = task("cause");
        Task effect = task("effect");
        effect.cause = cause;
        stored(bench, cause, effect);
        AsyncSession session = sessions(bench).open();
        Task left = Await.value(session.getOne(Task.class, Objects.requireNonNull(effect.id)));
        Task goes = Await.value(session.getOne(Task.class, Objects.requireNonNull(cause.id)));
        Await.value(session.refresh(left, "cause"));
        left.cause = null;
        Await.value(session.noAutoflush(quiet -> quiet.delete(goes)));
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "UPDATE orm_tasks SET cause_id = ? WHERE orm_tasks.id = ?",
                "DELETE FROM orm_tasks WHERE orm_tasks.id = ?");
        assertThat(bench.sql().column("select name from orm_tasks")).containsExactly("effect");
        Await.value(session.close());
    }

    @Test
    @Tag("UW45")
    default void whoReferredToWhatGoesRefersToNothing(Bench bench) {
        Task root = task("root");
        Task known = task("known");
        Task unknown = task("unknown");
        known.cause = root;
        unknown.cause = root;
        stored(bench, root, known, unknown);
        AsyncSession session = sessions(bench).open();
        Task found = Await.value(session.getOne(Task.class, Objects.requireNonNull(known.id)));
        Await.value(session.refresh(found, "cause"));
        Task goes = Objects.requireNonNull(found.cause);
        Await.value(session.delete(goes));
        sent(bench).mark();
        Await.value(session.flush());
        assertSent(
                bench,
                changing(
                        bench,
                        2,
                        "UPDATE orm_tasks SET cause_id = ? WHERE orm_tasks.id = ?",
                        "UPDATE orm_tasks SET cause_id = changed.set_2 FROM unnest(?, ?) AS changed (key_0, set_2)"
                                + " WHERE orm_tasks.id = changed.key_0 RETURNING orm_tasks.id"),
                "DELETE FROM orm_tasks WHERE orm_tasks.id = ?");
        assertThat(found.cause).isNull();
        Await.value(session.commit());
        assertThat(bench.sql().number("select count(*) from orm_tasks where cause_id is null"))
                .isEqualTo(2);
        assertThat(count(bench, "orm_tasks")).isEqualTo(2);
        Await.value(session.refresh(found, "cause"));
        assertThat(found.cause).as("read again").isNull();
        Await.value(session.close());
    }

    private static Task task(String name) {
        return new Task(name, (what, which) -> {});
    }

    @Test
    default void aReferenceThatWasNotLoadedIsNotWritten(Bench bench) {
        Node child = new Node("child");
        Node root = new Node("root", child);
        stored(bench, root);
        AsyncSession session = sessions(bench).open();
        Node found = Await.value(session.getOne(Node.class, Objects.requireNonNull(child.id)));
        found.parent = null;
        Await.value(session.load(found, NODE_CHILDREN));
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(bench);
        Await.value(session.refresh(found, "parent"));
        found.parent = null;
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(bench, "UPDATE orm_nodes SET parent_id = ? WHERE orm_nodes.id = ?");
        assertThat(bench.sql().number("select count(*) from orm_nodes where parent_id is null"))
                .isEqualTo(2);
        Await.value(session.close());
    }

    @Test
    @Tag("CA27")
    default void deletingAPartOfATreeTakesWhatIsBelow(Bench bench) {
        Node root = new Node("1", new Node("2"), new Node("3", new Node("4")));
        stored(bench, root);
        AsyncSession session = sessions(bench).open();
        Node three = Await.value(session.scalars(select(NODES)
                        .where(NODES.attribute("name", String.class).eq("3"))))
                .one();
        Await.value(session.delete(Objects.requireNonNull(three)));
        Await.value(session.commit());
        assertSent(
                bench,
                "SELECT orm_nodes.id, orm_nodes.name, orm_nodes.parent_id FROM orm_nodes WHERE orm_nodes.name = ?",
                "SELECT orm_nodes.id, orm_nodes.name, orm_nodes.parent_id FROM orm_nodes WHERE orm_nodes.parent_id IN (?)",
                "SELECT orm_nodes.id, orm_nodes.name, orm_nodes.parent_id FROM orm_nodes WHERE orm_nodes.parent_id IN (?)",
                "DELETE FROM orm_nodes WHERE orm_nodes.id = ?",
                "DELETE FROM orm_nodes WHERE orm_nodes.id = ?");
        assertThat(bench.sql().column("select name from orm_nodes order by name"))
                .containsExactly("1", "2");
        Await.value(session.close());
    }
}
