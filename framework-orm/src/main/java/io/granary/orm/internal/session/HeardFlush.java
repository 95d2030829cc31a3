package io.granary.orm.internal.session;

import io.granary.orm.SessionState;
import io.granary.orm.internal.session.Listening.Occasion;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.Done;

/** Tells listeners of a flush before and after it; what they run meanwhile flushes nothing. */
final class HeardFlush {

    private final SessionCore core;
    private final Relating relating;

    HeardFlush(SessionCore core, Relating relating) {
        this.core = core;
        this.relating = relating;
    }

    CompletionStage<Done> around(Supplier<CompletionStage<Done>> rounds) {
        core.setAutoflush(false);
        CompletionStage<Done> before = Flushing.attempted(this::before);
        CompletionStage<Done> all = core.turn().then(before, done -> {
            Optional<SessionState> holds =
                    core.events().hears(Occasion.AFTER_FLUSH) ? Optional.of(core.state()) : Optional.empty();
            return core.turn().then(rounds.get(), written -> after(holds));
        });
        return all.whenCompleteAsync((done, failure) -> core.setAutoflush(true), core.turn());
    }

    private CompletionStage<Done> before() {
        if (!core.events().hears(Occasion.BEFORE_FLUSH)) {
            return CompletableFuture.completedFuture(Done.getInstance());
        }
        return core.turn()
                .then(
                        core.events().tell(Occasion.BEFORE_FLUSH, (listener, context) -> listener.beforeFlush(context)),
                        done -> relating.findOut(List.copyOf(core.identities().persistent())));
    }

    private CompletionStage<Done> after(Optional<SessionState> holds) {
        core.events().rethrow();
        CompletionStage<Done> told = core.events()
                .tell(Occasion.AFTER_FLUSH, (listener, context) -> listener.afterFlush(context, holds.orElseThrow()));
        return core.turn()
                .then(
                        told,
                        done -> core.events()
                                .tell(
                                        Occasion.AFTER_FLUSH_POSTEXEC,
                                        (listener, context) -> listener.afterFlushPostexec(context)));
    }
}
