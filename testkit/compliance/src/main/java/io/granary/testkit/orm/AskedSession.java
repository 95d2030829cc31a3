package io.granary.testkit.orm;

import io.granary.engine.internal.Promise;
import io.granary.orm.AsyncSession;
import io.granary.orm.internal.session.SessionCommand.Perform;
import io.granary.orm.internal.session.SessionOperation;
import java.util.concurrent.CompletionStage;

/** A session that is asked as its handle asks it: for operations whose order is up to threads otherwise. */
final class AskedSession {

    private AskedSession() {}

    static <T> CompletionStage<T> ask(AsyncSession session, SessionOperation<T> operation) {
        Promise<T> answer = new Promise<>(Runnable::run);
        session.ref().<Object>unsafeUpcast().tell(new Perform<>(operation, answer, null));
        return answer;
    }
}
