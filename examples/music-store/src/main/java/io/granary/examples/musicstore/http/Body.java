package io.granary.examples.musicstore.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.Route;

/** What a request has in its body: what it is made of is known to be there, and {@link #faults} says what else has to be. */
interface Body {

    /** What is wrong with it; empty where one may ask. */
    Stream<String> faults();

    /** Goes on with a body of which nothing is wrong. */
    static <B extends Body> Route read(Class<B> type, Function<B, Route> inner) {
        return Directives.entity(Json.reading(type), body -> {
            List<String> faults = body.faults().toList();
            return faults.isEmpty()
                    ? inner.apply(body)
                    : Directives.complete(
                            Problem.response(StatusCodes.UNPROCESSABLE_CONTENT, String.join(" ", faults)));
        });
    }

    /** The sentence, where something is wrong. */
    static Stream<String> unless(boolean right, String sentence) {
        return (right ? Optional.<String>empty() : Optional.of(sentence)).stream();
    }

    /** What is wrong with a name. */
    static Stream<String> name(String name) {
        return unless(!name.isBlank() && name.length() <= 120, "name has to have 1 to 120 characters.");
    }
}
