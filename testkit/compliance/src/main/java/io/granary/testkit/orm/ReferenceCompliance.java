package io.granary.testkit.orm;

import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.ExecutionOptions;
import io.granary.engine.IsolationLevel;
import io.granary.error.ResourceClosedException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.Ref;
import io.granary.orm.mapping.Relationship;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.fixtures.ServerCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** References and collections of which the session does not know everything: they are neither lost nor invented. */
public interface ReferenceCompliance extends OnSessions {

    /** What items are found by. */
    Relationship<Item, Set<Keyword>> ITEM_KEYWORDS = EntityTable.of(Item.class).relationship("keywords");

    /** What is found by keywords. */
    Relationship<Keyword, List<Item>> KEYWORD_ITEMS =
            EntityTable.of(Keyword.class).relationship("items");

    /** Whom a pass lets in. */
    Relationship<Pass, User> PASS_HOLDER = EntityTable.of(Pass.class).relationship("holder");

    private static Address address(AsyncSession session, User user) {
        return Await.value(session.getOne(Address.class, Objects.requireNonNull(user.addresses.get(0).id)));
    }

    private static User user(AsyncSession session, User user) {
        return Await.value(session.getOne(User.class, Objects.requireNonNull(user.id)));
    }

    private static long owned(Bench bench, User user) {
        return bench.sql().number("select count(*) from orm_addresses where user_id = " + user.id);
    }

    @Test
    default void whatIsLoadedOfAReferenceIsWhatItRefersTo(Bench bench) {
        User ann = new User("ann");
        Pass hers = new Pass("north", Ref.to(ann));
        Pass nobodys = new Pass("south", Ref.none());
        stored(bench, ann, hers, nobodys);
        AsyncSession session = sessions(bench).open();
        Pass found = Await.value(session.getOne(Pass.class, Objects.requireNonNull(hers.id)));
        assertThat(found.holder.isLoaded()).isFalse();
        User holder = Await.value(session.load(found, PASS_HOLDER));
        assertThat(holder.name).isEqualTo("ann");
        assertThat(found.holder.get()).isSameAs(holder);
        assertThat(Await.value(session.load(found, PASS_HOLDER))).isSameAs(holder);
        Pass other = Await.value(session.getOne(Pass.class, Objects.requireNonNull(nobodys.id)));
        assertThat(Await.value(session.loadOptional(other, PASS_HOLDER))).isEmpty();
        assertThat(other.holder).isEqualTo(Ref.none());
        Await.value(session.close());
    }

    @Test
    default void whatComesFromOutsideKeepsTheReferenceThatItNeverLoaded(Bench bench) {
        User ann = new User("ann").at("a1");
        stored(bench, ann);
        Address outside = OnSessions.session(
                bench, session -> session.getOne(Address.class, Objects.requireNonNull(ann.addresses.get(0).id)));
        assertThat(outside.user).isNull();
        outside.street = "changed outside";
        AsyncSession session = sessions(bench).open();
        session.add(outside);
        Await.value(session.commit());
        assertThat(owned(bench, ann)).isEqualTo(1);
        assertThat(bench.sql().column("select street from orm_addresses")).containsExactly("changed outside");
        Await.value(session.close());
    }

    @Test
    default void aMemberThatWasThereBeforeItsOwnerLeavesIt(Bench bench) {
        Node child = new Node("child");
        Node root = new Node("root", child);
        stored(bench, root);
        AsyncSession session = sessions(bench).open();
        Node first = Await.value(session.getOne(Node.class, Objects.requireNonNull(child.id)));
        Node parent = Await.value(session.getOne(Node.class, Objects.requireNonNull(root.id)));
        List<Node> children = Await.value(session.load(parent, NODE_CHILDREN));
        assertThat(first.parent).isSameAs(parent);
        children.remove(first);
        Await.value(session.commit());
        assertThat(bench.sql().number("select count(*) from orm_nodes where parent_id is null"))
                .isEqualTo(2);
        Await.value(session.close());
    }

    @Test
    default void aRollbackTakesBackAReferenceThatWasNotLoaded(Bench bench) {
        User ann = new User("ann").at("a1");
        User bob = new User("bob");
        stored(bench, ann, bob);
        AsyncSession session = sessions(bench).open();
        Address found = address(session, ann);
        found.user = user(session, bob);
        Await.value(session.flush());
        Await.value(session.rollback());
        Await.value(session.commit());
        assertThat(owned(bench, ann)).isEqualTo(1);
        found.user = user(session, bob);
        Await.value(session.rollback());
        Await.value(session.commit());
        assertThat(owned(bench, ann)).isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    default void aRefreshedReferenceIsTheDatabases(Bench bench) {
        User ann = new User("ann").at("a1");
        User bob = new User("bob");
        stored(bench, ann, bob);
        AsyncSession session = sessions(bench)
                .withExecution(ExecutionOptions.none().withIsolationLevel(IsolationLevel.READ_COMMITTED))
                .open();
        Address found = address(session, ann);
        Await.value(session.load(found, ADDRESS_USER));
        Await.value(session.commit());
        bench.sql().run("update orm_addresses set user_id = " + bob.id);
        Await.value(session.refresh(found, "user"));
        assertThat(Objects.requireNonNull(found.user).name).isEqualTo("bob");
        Await.value(session.commit());
        assertThat(owned(bench, bob)).isEqualTo(1);
        found.user = user(session, ann);
        session.expire(found);
        Await.value(session.commit());
        assertThat(owned(bench, bob)).as("expiring drops the change").isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    default void whoMovedAwayDoesNotGoWithTheFormerOwner(Bench bench) {
        User ann = new User("ann").at("a1");
        User bob = new User("bob");
        stored(bench, ann, bob);
        AsyncSession session = sessions(bench).open();
        Address found = address(session, ann);
        found.user = user(session, bob);
        Await.value(session.delete(user(session, ann)));
        Await.value(session.commit());
        assertThat(owned(bench, bob)).isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    default void bothSidesOfManyToManyAreWrittenOnce(Bench bench) {
        Keyword red = new Keyword("red");
        Item ball = new Item("ball");
        stored(bench, red, ball);
        AsyncSession session = sessions(bench).open();
        Item item = Await.value(session.getOne(Item.class, Objects.requireNonNull(ball.id)));
        Keyword keyword = Await.value(session.getOne(Keyword.class, Objects.requireNonNull(red.id)));
        Await.value(session.load(item, ITEM_KEYWORDS)).add(keyword);
        List<Item> items = Await.value(session.load(keyword, KEYWORD_ITEMS));
        assertThat(items).containsExactly(item);
        Await.value(session.commit());
        items.remove(item);
        Await.value(session.flush());
        assertThat(item.keywords).isEmpty();
        item.keywords.remove(keyword);
        Await.value(session.commit());
        assertThat(bench.sql().number("select count(*) from orm_item_keywords")).isZero();
        Await.value(session.close());
    }

    @Test
    default void aCollectionThatIsReplacedUnseenLosesOnlyWhatLeft(Bench bench) {
        User ann = new User("ann").at("a1").at("a2");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = user(session, ann);
        Address kept = address(session, ann);
        found.addresses = new ArrayList<>(List.of(kept, new Address("a3")));
        sent(bench).mark();
        Await.value(session.commit());
        assertThat(bench.sql().column("select street from orm_addresses order by street"))
                .containsExactly("a1", "a3");
        Await.value(session.close());
    }

    /** Closing lets the actor have another session: nobody may speak to that one by the old handle. */
    @Test
    default void aClosedSessionHasNoRef(Bench bench) {
        AsyncSession first = sessions(bench).open();
        Await.value(first.close());
        AsyncSession second = sessions(bench).open();
        Assertions.assertThatThrownBy(first::ref).isInstanceOf(ResourceClosedException.class);
        Await.failure(first.flush(), ResourceClosedException.class);
        second.add(new User("ann"));
        Await.value(second.commit());
        assertThat(bench.sql().number("select count(*) from orm_users")).isEqualTo(1);
        Await.value(second.close());
    }

    @Test
    default void aScopeThatWasGivenUpIsRolledBack(Bench bench) {
        CompletableFuture<String> work = new CompletableFuture<>();
        CompletableFuture<String> whole = sessions(bench)
                .begin(session -> {
                    session.add(new User("ann"));
                    return session.flush().thenCompose(done -> work);
                })
                .toCompletableFuture();
        whole.cancel(false);
        work.complete("late");
        ServerCounts.awaitNoTransactions(bench.database(), Await.PATIENCE);
        Await.value(sessions(bench).session(AsyncSession::flush));
        assertThat(bench.sql().number("select count(*) from orm_users")).isZero();
    }

    @Test
    default void whatFailedBeforeARollbackDoesNotFailWhatComesAfter(Bench bench) {
        AsyncSession session = sessions(bench).open();
        session.expunge(new User("never added"));
        Await.value(session.rollback());
        session.add(new User("ann"));
        Await.value(session.commit());
        session.expunge(new User("never added"));
        Await.failure(session.beginNested(inner -> CompletableFuture.completedFuture("done")), Exception.class);
        Await.value(session.close());
    }
}
