package io.granary.orm.internal.session;

import io.granary.engine.internal.ReplyTo;
import io.granary.orm.SessionProtocol;
import io.granary.orm.SessionProtocol.Command;
import io.granary.orm.SessionProtocol.Extent;
import io.granary.orm.SessionProtocol.Reply;
import io.granary.orm.StatementOptions;
import io.granary.orm.internal.session.SessionCommand.Perform;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;

/** Turns what actors say to a session into what it does. */
final class SpokenCommands {

    private SpokenCommands() {}

    /** What a command asks for, and how it is answered. */
    static Perform<?> perform(Command command, Function<SessionProtocol.Stream, Reply> streaming) {
        if (command instanceof SessionProtocol.Get get) {
            return answered(
                    command,
                    work -> work.get(get.type(), get.id(), get.options()),
                    found -> new SessionProtocol.Found(command.correlation(), found));
        }
        if (command instanceof SessionProtocol.Execute execute) {
            return answered(
                    command,
                    work -> work.execute(execute.statement(), execute.parameters(), StatementOptions.none()),
                    result -> new SessionProtocol.Executed(command.correlation(), result));
        }
        if (command instanceof SessionProtocol.Stream stream) {
            return answered(command, work -> done(), done -> streaming.apply(stream));
        }
        if (command instanceof SessionProtocol.Load load) {
            return answered(
                    command,
                    work -> work.load(load.object(), load.relationship()),
                    value -> new SessionProtocol.Loaded(
                            command.correlation(), value instanceof Optional<?> none ? none : Optional.of(value)));
        }
        if (command instanceof SessionProtocol.Merge merge) {
            return answered(
                    command,
                    work -> work.merge(List.of(merge.object())),
                    merged -> new SessionProtocol.Merged(command.correlation(), merged.get(0)));
        }
        if (command instanceof SessionProtocol.GetState) {
            return answered(
                    command, SessionWork::state, state -> new SessionProtocol.State(command.correlation(), state));
        }
        return answered(command, completing(command), done -> new SessionProtocol.Completed(command.correlation()));
    }

    /** What is answered by that it is done. */
    private static SessionOperation<Done> completing(Command command) {
        if (command instanceof SessionProtocol.Add add) {
            return work -> work.add(List.of(add.object()));
        }
        if (command instanceof SessionProtocol.AddAll addAll) {
            return work -> work.add(addAll.objects());
        }
        if (command instanceof SessionProtocol.Delete delete) {
            return work -> work.delete(List.of(delete.object()));
        }
        if (command instanceof SessionProtocol.Commit commit) {
            return commit.extent() == Extent.TRANSACTION ? SessionWork::commit : SessionWork::commitInnermost;
        }
        if (command instanceof SessionProtocol.Rollback rollback) {
            return rollback.extent() == Extent.TRANSACTION ? SessionWork::rollback : SessionWork::rollbackInnermost;
        }
        if (command instanceof SessionProtocol.BeginNested) {
            return work -> work.beginNested().thenApply(savepoint -> Done.getInstance());
        }
        if (command instanceof SessionProtocol.Refresh refresh) {
            return work -> work.refresh(refresh.object(), refresh.attributes(), Optional.empty());
        }
        if (command instanceof SessionProtocol.Expunge expunge) {
            return work -> work.expunge(expunge.object());
        }
        if (command instanceof SessionProtocol.Expire expire) {
            return work -> work.expire(expire.object(), expire.attributes());
        }
        if (command instanceof SessionProtocol.Apply apply) {
            return work -> work.apply(apply.object(), apply.change());
        }
        return command instanceof SessionProtocol.Flush ? SessionWork::flush : SessionWork::close;
    }

    private static <T> Perform<T> answered(Command command, SessionOperation<T> operation, Function<T, Reply> reply) {
        return new Perform<>(
                operation,
                new ReplyTo<>(
                        command.replyTo(), reply, cause -> new SessionProtocol.Failed(command.correlation(), cause)),
                null);
    }

    private static CompletionStage<Done> done() {
        return CompletableFuture.completedFuture(Done.getInstance());
    }
}
