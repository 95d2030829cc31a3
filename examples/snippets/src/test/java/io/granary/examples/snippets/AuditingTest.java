package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.examples.snippets.Auditing.Parcel;
import io.granary.orm.AsyncSessionMaker;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AuditingTest extends OnLibrary {

    @Test
    void whatSessionsWriteIsNotedAndUndone() {
        await(Auditing.MAPPINGS.metaData().createAll(engine));
        try {
            AsyncSessionMaker sessions = Auditing.sessions(engine);
            long seen = await(Auditing.undone(
                    engine,
                    sessions,
                    maker -> maker.begin(session -> {
                        session.info().put("who", "ann");
                        session.add(new Parcel());
                        return CompletableFuture.completedFuture(1L);
                    })));
            assertThat(seen).isEqualTo(1);
            assertThat(select("select who from audit_trail").all()).isEmpty();
            await(sessions.begin(session -> {
                session.info().put("who", "ann");
                session.add(new Parcel());
                return session.flush();
            }));
            assertThat(select("select who from audit_trail")
                            .scalars(String.class)
                            .all())
                    .containsExactly("ann");
            Parcel one = new Parcel();
            Parcel two = new Parcel();
            await(sessions.begin(session -> {
                session.addAll(List.of(one, two));
                return session.flush()
                        .thenCompose(done -> Auditing.relabel(
                                session, Objects.requireNonNull(one.id), Objects.requireNonNull(two.id)));
            }));
            assertThat(two.label).isEqualTo("heavy");
        } finally {
            await(Auditing.MAPPINGS.metaData().dropAll(engine));
        }
    }
}
