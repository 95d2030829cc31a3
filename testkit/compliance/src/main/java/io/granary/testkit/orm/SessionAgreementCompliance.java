package io.granary.testkit.orm;

import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.AsyncSession;
import io.granary.orm.SessionOptions;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** That what counts as changed is what a flush would write. */
public interface SessionAgreementCompliance extends OnSessions {

    /** No row has it. */
    @Test
    default void theOrderOfACollectionIsNoChange(Bench bench) {
        User ann = new User("ann").at("one").at("two");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = get(session, User.class, ann.id);
        Collections.reverse(Await.value(session.load(found, USER_ADDRESSES)));
        assertThat(Await.value(session.isModified(found))).isFalse();
        found.addresses.remove(0);
        assertThat(Await.value(session.isModified(found))).isTrue();
        Await.value(session.close());
    }

    /** There is nothing to write, and then nothing that is still to be written. */
    @Test
    default void whatWasDeletedLeavesACollectionForGood(Bench bench) {
        User ann = new User("ann").at("one").at("two");
        stored(bench, ann);
        AsyncSession session = sessions(bench)
                .withOptions(SessionOptions.defaults().withExpireOnCommit(false))
                .open();
        User found = get(session, User.class, ann.id);
        Address one = Await.value(session.load(found, USER_ADDRESSES)).get(0);
        Await.value(session.delete(one));
        Await.value(session.commit());
        found.addresses.remove(one);
        sent(bench).mark();
        Await.value(session.commit());
        assertThat(sent(bench).sinceMark()).isEmpty();
        assertThat(Await.value(session.isModified(found))).isFalse();
        Await.value(session.close());
    }
}
