package io.granary.testkit;

import static io.granary.testkit.orm.OnSessions.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.SslMode;
import io.granary.engine.TlsOptions;
import io.granary.error.CommitOutcomeUnknownException;
import io.granary.error.DisconnectedException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.EntityState;
import io.granary.testkit.fixtures.ToxicProxy;
import io.granary.testkit.fixtures.ToxicProxy.Cut;
import io.granary.testkit.fixtures.ToxicProxy.Way;
import io.granary.testkit.orm.Note;
import io.granary.testkit.orm.OnSessions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions whose link is lost. */
interface SessionLinkFacts extends OnSessions {

    /** In plain text, so that the proxy can wait for what passes. */
    private static AsyncEngine behind(ToxicProxy proxy, Bench bench) {
        return AsyncEngine.create(
                bench.system(),
                proxy.front(bench.database()).url(),
                bench.options().withTls(TlsOptions.of(SslMode.DISABLE)));
    }

    /** A statement that commits itself says as little of its outcome as a commit whose answer is lost. */
    @Test
    @Tag("F6")
    default void theOutcomeOfACommitOfOneStatementIsUnknown(Bench bench) {
        try (ToxicProxy proxy = ToxicProxy.to(bench.database())) {
            AsyncEngine engine = behind(proxy, bench);
            AsyncSession session = AsyncSessionMaker.of(engine, MAPPINGS).open();
            Note lost = new Note(1, "vanishing");
            session.add(lost);
            proxy.cutWhen(Way.UP, "vanishing", Cut.RESET_BEFORE);
            Await.failure(session.commit(), CommitOutcomeUnknownException.class);
            assertThat(proxy.cuts()).isEqualTo(1);
            assertThat(Await.value(session.state()).active()).isFalse();
            Await.value(session.rollback());
            assertThat(Await.value(session.stateOf(lost))).isEqualTo(EntityState.TRANSIENT);
            session.add(new Note(2, "next"));
            Await.value(session.commit());
            assertThat(get(session, Note.class, 2).text).isEqualTo("next");
            Await.value(session.close());
            Await.value(engine.close());
        }
    }

    @Test
    @Tag("F6")
    default void aFlushWhoseLinkIsLostIsRolledBack(Bench bench) {
        try (ToxicProxy proxy = ToxicProxy.to(bench.database())) {
            AsyncEngine engine = behind(proxy, bench);
            AsyncSession session = AsyncSessionMaker.of(engine, MAPPINGS).open();
            session.add(new Note(1, "vanishing"));
            proxy.cutWhen(Way.UP, "vanishing", Cut.FORWARD_THEN_RESET);
            assertThat(Await.failure(session.flush(), DisconnectedException.class))
                    .isNotInstanceOf(CommitOutcomeUnknownException.class);
            Await.value(session.rollback());
            session.add(new Note(2, "next"));
            Await.value(session.commit());
            assertThat(bench.sql().column("select text from orm_notes")).containsExactly("next");
            Await.value(session.close());
            Await.value(engine.close());
        }
    }
}
