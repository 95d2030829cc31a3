package io.granary.examples.musicstore.http;

import io.granary.examples.musicstore.store.Refusal;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaType;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RetryAfter;

/**
 * What is said where a request is refused, as RFC 9457 has it.
 *
 * @param title what the status says in words
 * @param status the status
 * @param detail what is the matter with this request
 */
record Problem(String title, int status, String detail) {

    private static final MediaType.WithFixedCharset TYPE =
            MediaTypes.applicationWithFixedCharset("problem+json", HttpCharsets.UTF_8);
    private static final long RETRY_AFTER_SECONDS = 2;

    static HttpResponse response(StatusCode status, String detail) {
        Problem problem = new Problem(status.reason(), status.intValue(), detail);
        return HttpResponse.create()
                .withStatus(status)
                .withEntity(HttpEntities.create(ContentTypes.create(TYPE), Json.of(problem)));
    }

    /** For who may ask the same again, a little later. */
    static HttpResponse later(String detail) {
        return response(StatusCodes.SERVICE_UNAVAILABLE, detail).addHeader(RetryAfter.create(RETRY_AFTER_SECONDS));
    }

    static HttpResponse of(Refusal refusal) {
        if (refusal instanceof Refusal.Unavailable) {
            return later(refusal.sentence());
        }
        return response(status(refusal), refusal.sentence());
    }

    private static StatusCode status(Refusal refusal) {
        if (refusal instanceof Refusal.NotFound) {
            return StatusCodes.NOT_FOUND;
        }
        if (refusal instanceof Refusal.Conflict) {
            return StatusCodes.CONFLICT;
        }
        return refusal instanceof Refusal.Invalid
                ? StatusCodes.UNPROCESSABLE_CONTENT
                : StatusCodes.INTERNAL_SERVER_ERROR;
    }
}
