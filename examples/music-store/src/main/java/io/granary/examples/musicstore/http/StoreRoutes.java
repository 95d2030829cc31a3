package io.granary.examples.musicstore.http;

import java.time.Duration;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.Allow;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.ExceptionHandler;
import org.apache.pekko.http.javadsl.server.MalformedQueryParamRejection;
import org.apache.pekko.http.javadsl.server.MalformedRequestContentRejection;
import org.apache.pekko.http.javadsl.server.MethodRejection;
import org.apache.pekko.http.javadsl.server.MissingQueryParamRejection;
import org.apache.pekko.http.javadsl.server.RejectionHandler;
import org.apache.pekko.http.javadsl.server.RequestEntityExpectedRejection;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.javadsl.server.UnsupportedRequestContentTypeRejection;
import org.apache.pekko.http.javadsl.server.ValidationRejection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All routes. What none of them takes is a problem, too. */
public final class StoreRoutes extends AllDirectives {

    private static final Logger LOG = LoggerFactory.getLogger(StoreRoutes.class);

    private final Store store;
    private final Asking asking;

    private StoreRoutes(Store store, Asking asking) {
        this.store = store;
        this.asking = asking;
    }

    /**
     * {@return the routes}
     *
     * @param system runs them
     * @param store whom they ask
     * @param deadline how long an answer is waited for
     */
    public static Route of(ActorSystem<?> system, Store store, Duration deadline) {
        return new StoreRoutes(store, new Asking(system, deadline)).route();
    }

    private Route route() {
        return concat(
                        new CatalogRoutes(store.catalog(), asking).route(),
                        new PlaylistRoutes(store.playlists(), asking).route(),
                        new SalesRoutes(store.sales(), asking).route(),
                        new StaffRoutes(store.staff(), asking).route(),
                        new DocumentRoutes().route())
                .seal(rejections(), exceptions());
    }

    private RejectionHandler rejections() {
        return RejectionHandler.newBuilder()
                .handle(
                        MalformedRequestContentRejection.class,
                        wrong -> invalid("The body is wrong: " + wrong.message()))
                .handle(ValidationRejection.class, wrong -> invalid("The body is wrong: " + wrong.message()))
                .handle(
                        MalformedQueryParamRejection.class,
                        wrong -> invalid(wrong.parameterName() + " is wrong: " + wrong.errorMsg()))
                .handle(MissingQueryParamRejection.class, missing -> invalid(missing.parameterName() + " is missing."))
                .handle(RequestEntityExpectedRejection.class, missing -> invalid("The body is missing."))
                .handle(
                        UnsupportedRequestContentTypeRejection.class,
                        other -> complete(
                                Problem.response(StatusCodes.UNSUPPORTED_MEDIA_TYPE, "The body has to be JSON.")))
                .handleAll(MethodRejection.class, others -> {
                    HttpMethod[] allowed = others.stream()
                            .map(MethodRejection::supported)
                            .distinct()
                            .toArray(HttpMethod[]::new);
                    return complete(
                            Problem.response(StatusCodes.METHOD_NOT_ALLOWED, "This is not done here with that method.")
                                    .addHeader(Allow.create(allowed)));
                })
                .handleNotFound(complete(Problem.response(StatusCodes.NOT_FOUND, "There is nothing here.")))
                .build();
    }

    private Route invalid(String detail) {
        return complete(Problem.response(StatusCodes.UNPROCESSABLE_CONTENT, detail));
    }

    private ExceptionHandler exceptions() {
        return ExceptionHandler.newBuilder()
                .matchAny(failure -> {
                    LOG.error("a route failed", failure);
                    return complete(
                            Problem.response(StatusCodes.INTERNAL_SERVER_ERROR, "Something went wrong in the store."));
                })
                .build();
    }
}
