package io.granary.orm.internal.session;

import io.granary.engine.Ticker;
import io.granary.engine.internal.ReplyTo;
import io.granary.engine.internal.connection.Deadline;
import io.granary.orm.SessionProtocol;
import io.granary.orm.SessionProtocol.Command;
import io.granary.orm.SessionProtocol.Reply;
import io.granary.orm.internal.session.SessionCommand.Perform;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;

/**
 * Turns what actors say to a session into what it does.
 *
 * @param ticker tells how much time has passed
 * @param session what the session's actor gives by itself
 */
record SpokenCommands(Ticker ticker, Surroundings session) {

    /** What is not the session's work. */
    interface Surroundings {
        Reply streaming(SessionProtocol.Stream stream);

        Map<String, Object> info();
    }

    /** What a command asks for, how it is answered, and until when. */
    Perform<?> perform(Command command) {
        if (command instanceof SessionProtocol.Within within) {
            return perform(within.command()).until(Deadline.in(within.within(), ticker));
        }
        if (command instanceof SessionProtocol.NoAutoflush quiet) {
            return withoutAutoflush(perform(quiet.command()));
        }
        if (command instanceof SessionProtocol.Stream stream) {
            return answered(command, work -> done(), done -> session.streaming(stream));
        }
        if (command instanceof SessionProtocol.GetInfo) {
            return answered(
                    command, work -> done(), done -> new SessionProtocol.Info(command.correlation(), session.info()));
        }
        return SpokenQuestions.perform(command)
                .orElseGet(() -> answered(
                        command,
                        SpokenOrders.operation(command),
                        done -> new SessionProtocol.Completed(command.correlation())));
    }

    private static <T> Perform<T> withoutAutoflush(Perform<T> perform) {
        return new Perform<>(
                work -> work.withoutAutoflush(perform.operation()),
                perform.answer(),
                perform.gate(),
                perform.deadline());
    }

    static <T> Perform<T> answered(Command command, SessionOperation<T> operation, Function<T, Reply> reply) {
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
