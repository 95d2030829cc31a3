package io.granary.orm.internal.session;

import io.granary.orm.SessionProtocol;
import io.granary.orm.SessionProtocol.Command;
import io.granary.orm.SessionProtocol.Extent;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.Done;

/** The commands of actors that are answered by that they are done. */
final class SpokenOrders {

    private SpokenOrders() {}

    static SessionOperation<Done> operation(Command command) {
        return objects(command)
                .or(() -> values(command))
                .or(() -> transactions(command))
                .or(() -> sessions(command))
                .orElseThrow(() -> new IllegalArgumentException("No session knows what to do with " + command));
    }

    private static Optional<SessionOperation<Done>> objects(Command command) {
        if (command instanceof SessionProtocol.Add add) {
            return Optional.of(work -> work.add(List.of(add.object())));
        }
        if (command instanceof SessionProtocol.AddAll add) {
            return Optional.of(work -> work.add(add.objects()));
        }
        if (command instanceof SessionProtocol.Delete delete) {
            return Optional.of(work -> work.delete(List.of(delete.object())));
        }
        if (command instanceof SessionProtocol.DeleteAll delete) {
            return Optional.of(work -> work.delete(delete.objects()));
        }
        if (command instanceof SessionProtocol.Expunge expunge) {
            return Optional.of(work -> work.expunge(expunge.object()));
        }
        return command instanceof SessionProtocol.ExpungeAll ? Optional.of(SessionWork::expungeAll) : Optional.empty();
    }

    private static Optional<SessionOperation<Done>> values(Command command) {
        if (command instanceof SessionProtocol.Apply apply) {
            return Optional.of(work -> work.apply(apply.object(), apply.change()));
        }
        if (command instanceof SessionProtocol.Refresh refresh) {
            return Optional.of(work -> work.refresh(refresh.object(), refresh.attributes(), refresh.lock()));
        }
        if (command instanceof SessionProtocol.Expire expire) {
            return Optional.of(work -> work.expire(expire.object(), expire.attributes()));
        }
        if (command instanceof SessionProtocol.ExpireAll) {
            return Optional.of(SessionWork::expireAll);
        }
        return command instanceof SessionProtocol.LoadAll load
                ? Optional.of(work -> work.loadAll(load.objects(), load.options()))
                : Optional.empty();
    }

    private static Optional<SessionOperation<Done>> transactions(Command command) {
        if (command instanceof SessionProtocol.Flush) {
            return Optional.of(SessionWork::flush);
        }
        if (command instanceof SessionProtocol.Begin) {
            return Optional.of(SessionWork::begin);
        }
        if (command instanceof SessionProtocol.BeginNested) {
            return Optional.of(work -> work.beginNested().thenApply(savepoint -> Done.getInstance()));
        }
        if (command instanceof SessionProtocol.Commit commit) {
            return Optional.of(
                    commit.extent() == Extent.TRANSACTION ? SessionWork::commit : SessionWork::commitInnermost);
        }
        if (command instanceof SessionProtocol.Rollback rollback) {
            return Optional.of(
                    rollback.extent() == Extent.TRANSACTION ? SessionWork::rollback : SessionWork::rollbackInnermost);
        }
        return Optional.empty();
    }

    private static Optional<SessionOperation<Done>> sessions(Command command) {
        if (command instanceof SessionProtocol.Invalidate) {
            return Optional.of(SessionWork::invalidate);
        }
        if (command instanceof SessionProtocol.Reset) {
            return Optional.of(SessionWork::reset);
        }
        return command instanceof SessionProtocol.Close ? Optional.of(SessionWork::close) : Optional.empty();
    }
}
