package io.granary.examples.musicstore.http;

import io.granary.examples.musicstore.store.Answer;
import io.granary.examples.musicstore.store.Refusal;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.japi.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks actors and makes responses of their answers. None is waited for longer than the deadline, whatever became of it. */
final class Asking {

    private static final Logger LOG = LoggerFactory.getLogger(Asking.class);

    private final ActorSystem<?> system;
    private final Duration deadline;

    Asking(ActorSystem<?> system, Duration deadline) {
        this.system = system;
        this.deadline = deadline;
    }

    /** Responds with what was asked for. */
    <C, T> Route ask(ActorRef<C> actor, Function<ActorRef<Answer<T>>, C> question) {
        return ask(actor, question, value -> json(StatusCodes.OK, value));
    }

    /** Responds with what is made of it. */
    <C, T> Route ask(
            ActorRef<C> actor,
            Function<ActorRef<Answer<T>>, C> question,
            java.util.function.Function<T, HttpResponse> given) {
        CompletionStage<Answer<T>> answer = AskPattern.ask(actor, question, deadline, system.scheduler());
        return Directives.completeWithFuture(
                answer.thenApply(got -> response(got, given)).exceptionally(Asking::unanswered));
    }

    private static <T> HttpResponse response(Answer<T> answer, java.util.function.Function<T, HttpResponse> given) {
        if (answer instanceof Answer.Given<T> value) {
            return given.apply(value.value());
        }
        Refusal why = ((Answer.Refused<T>) answer).why();
        if (why instanceof Refusal.Failed failed) {
            LOG.error("a request failed", failed.cause());
        }
        return Problem.of(why);
    }

    private static HttpResponse unanswered(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof TimeoutException) {
            return Problem.later("The store did not answer in time.");
        }
        LOG.error("a request failed", cause);
        return Problem.of(new Refusal.Failed(cause));
    }

    static HttpResponse json(StatusCode status, Object value) {
        return HttpResponse.create()
                .withStatus(status)
                .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, Json.of(value)));
    }
}
