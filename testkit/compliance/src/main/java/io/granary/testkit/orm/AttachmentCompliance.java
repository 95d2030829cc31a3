package io.granary.testkit.orm;

import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.READ_ADDRESSES;
import static io.granary.testkit.orm.SentChanges.READ_USER;
import static io.granary.testkit.orm.SentChanges.assertSent;
import static io.granary.testkit.orm.SentChanges.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.DetachedInstanceException;
import io.granary.error.FlushException;
import io.granary.error.InvalidRequestException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityState;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How objects come into a session, and how they leave it. */
public interface AttachmentCompliance extends OnSessions {

    @Test
    @Tag("SE05")
    default void whatIsAddedOrDeletedBeginsATransaction(Bench bench) {
        User ann = new User("ann").at("a1");
        stored(bench, ann);
        AsyncSession session = sessions(bench).withExpireOnCommit(false).open();
        User bob = new User("bob");
        session.add(bob);
        assertThat(Await.value(session.state()).inTransaction()).isTrue();
        Await.value(session.rollback());
        assertThat(Await.value(session.stateOf(bob))).isEqualTo(EntityState.TRANSIENT);
        User found = get(session, User.class, ann.id);
        Await.value(session.commit());
        sent(bench).mark();
        Await.value(session.rollback());
        assertThat(get(session, User.class, ann.id)).isSameAs(found);
        assertSent(bench);
        Await.value(session.delete(found));
        assertSent(bench, READ_ADDRESSES);
        assertThat(Await.value(session.state()).inTransaction()).isTrue();
        Await.value(session.rollback());
        assertThat(Await.value(session.state()).deleted()).isEmpty();
        Await.value(session.close());
    }

    @Test
    @Tag("SE23")
    default void twoNewObjectsOfOneKeyAreRefused(Bench bench) {
        AsyncSession session = sessions(bench).open();
        session.addAll(List.of(new Note(1, "a"), new Note(1, "b")));
        assertThat(Await.failure(session.flush(), FlushException.class)).hasMessageContaining("key");
        Await.value(session.rollback());
        assertThat(count(bench, "orm_notes")).isZero();
        session.add(new Note(1, "a"));
        Await.value(session.flush());
        session.add(new Note(1, "b"));
        assertThat(Await.failure(session.flush(), FlushException.class))
                .hasMessageContaining("another one in the session");
        Await.value(session.close());
    }

    @Test
    @Tag("SE25")
    default void whatIsExpungedStaysOutAfterARollback(Bench bench) {
        AsyncSession session = sessions(bench).open();
        User ann = new User("ann");
        session.add(ann);
        Await.value(session.flush());
        session.expunge(ann);
        Await.value(session.rollback());
        assertThat(Await.value(session.contains(ann))).isFalse();
        assertThat(Await.value(session.stateOf(ann))).isEqualTo(EntityState.TRANSIENT);
        Await.value(session.close());
        assertThat(count(bench, "orm_users")).isZero();
    }

    @Test
    @Tag("SE26")
    default void whatWasDeletedAndExpungedIsNotRestored(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = get(session, User.class, ann.id);
        Await.value(session.delete(found));
        Await.value(session.flush());
        assertSent(bench, READ_USER, READ_ADDRESSES, "DELETE FROM orm_users WHERE orm_users.id = ?");
        session.expunge(found);
        Await.value(session.rollback());
        assertThat(Await.value(session.contains(found))).isFalse();
        assertThat(get(session, User.class, ann.id)).isNotSameAs(found);
        Await.value(session.close());
    }

    @Test
    @Tag("SE29")
    @Tag("CA12")
    default void expungingTakesAlongWhatIsLoadedAndLoadsNothing(Bench bench) {
        User ann = new User("ann").at("a1").at("a2");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = get(session, User.class, ann.id);
        List<Address> addresses = List.copyOf(Await.value(session.load(found, USER_ADDRESSES)));
        session.expunge(found);
        assertThat(Await.value(session.contains(addresses.get(0)))).isFalse();
        assertThat(Await.value(session.state()).size()).isZero();
        assertSent(bench, READ_USER, READ_ADDRESSES);
        User again = get(session, User.class, ann.id);
        sent(bench).mark();
        session.add(again);
        session.expunge(again);
        assertThat(Await.value(session.state()).size()).isZero();
        assertSent(bench);
        Await.value(session.close());
    }

    /** Where it still is does not bring it back; being put somewhere, or added, does. */
    @Test
    default void whatIsExpungedBeforeItHasARowStaysOut(Bench bench) {
        Node oak = new Node("oak");
        Node elm = new Node("elm");
        stored(bench, oak, elm);
        AsyncSession session = sessions(bench).open();
        Node found = get(session, Node.class, oak.id);
        Node other = get(session, Node.class, elm.id);
        List<Node> children = Await.value(session.load(found, NODE_CHILDREN));
        List<Node> others = Await.value(session.load(other, NODE_CHILDREN));
        Node twig = new Node("twig");
        Node leaf = new Node("leaf");
        children.addAll(List.of(twig, leaf));
        session.addAll(List.of(twig, leaf));
        session.expunge(twig);
        session.expunge(leaf);
        Await.value(session.commit());
        Await.value(session.flush());
        assertThat(count(bench, "orm_nodes")).isEqualTo(2);
        assertThat(Await.value(session.contains(twig))).isFalse();

        others.add(twig);
        session.add(leaf);
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_nodes order by name"))
                .containsExactly("elm", "leaf", "oak", "twig");
        Await.value(session.close());
    }

    /** It says nothing of what it refers to, so its row is asked, and keeps it. */
    @Test
    default void whatComesFromOutsideIsAskedForWhatItRefersTo(Bench bench) {
        User ann = new User("ann").at("here");
        stored(bench, ann);
        Address here = ann.addresses.get(0);
        here.user = null;
        here.street = "there";
        AsyncSession session = sessions(bench).open();
        session.add(here);
        assertThat(Await.value(session.loadOptional(here, ADDRESS_USER)))
                .hasValueSatisfying(user -> assertThat(user.name).isEqualTo("ann"));
        Await.value(session.commit());
        assertThat(bench.sql().column("select street from orm_addresses where user_id is not null"))
                .containsExactly("there");
        Await.value(session.close());
    }

    @Test
    @Tag("EX07")
    default void nothingIsLoadedForWhatIsOutside(Bench bench) {
        User ann = new User("ann").at("a1");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = get(session, User.class, ann.id);
        session.expire(found);
        session.expunge(found);
        assertThat(Await.failure(session.load(found, USER_ADDRESSES), DetachedInstanceException.class))
                .hasMessageContaining("not in the session");
        Await.failure(session.refresh(found), InvalidRequestException.class);
        Await.value(session.close());
    }
}
