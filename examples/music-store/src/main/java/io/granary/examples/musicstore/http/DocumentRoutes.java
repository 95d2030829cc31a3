package io.granary.examples.musicstore.http;

import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/** The description of all of this, and a page to read it and to try it out, by Swagger UI. */
final class DocumentRoutes extends AllDirectives {

    Route route() {
        return concat(
                pathSingleSlash(() -> get(() -> getFromResource("musicstore/index.html", ContentTypes.TEXT_HTML_UTF8))),
                path(
                        "openapi.json",
                        () -> get(() -> getFromResource("musicstore/openapi.json", ContentTypes.APPLICATION_JSON))),
                pathPrefix("webjars", () -> get(() -> getFromResourceDirectory("META-INF/resources/webjars"))));
    }
}
