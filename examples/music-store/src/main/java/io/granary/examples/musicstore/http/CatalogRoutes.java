package io.granary.examples.musicstore.http;

import io.granary.examples.musicstore.store.Catalog;
import io.granary.examples.musicstore.view.AlbumView;
import io.granary.examples.musicstore.view.ArtistPage;
import io.granary.examples.musicstore.view.ArtistView;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.javadsl.unmarshalling.StringUnmarshallers;

/** Artists and albums. */
final class CatalogRoutes extends AllDirectives {

    private static final int MOST = 100;
    private static final int USUAL = 20;

    private final ActorRef<Catalog.Command> catalog;
    private final Asking asking;

    CatalogRoutes(ActorRef<Catalog.Command> catalog, Asking asking) {
        this.catalog = catalog;
        this.asking = asking;
    }

    Route route() {
        return concat(
                path("artists", () -> get(this::artists)),
                path(PathMatchers.segment("artists").slash(PathMatchers.longSegment()), id -> get(() -> artist(id))),
                path(PathMatchers.segment("albums").slash(PathMatchers.longSegment()), id -> get(() -> album(id))));
    }

    private Route artists() {
        return parameterOptional(
                "after",
                after -> parameterOptional(
                        StringUnmarshallers.INTEGER, "limit", limit -> page(after, limit.orElse(USUAL))));
    }

    private Route page(Optional<String> after, int limit) {
        if (limit < 1 || limit > MOST) {
            return complete(
                    Problem.response(StatusCodes.UNPROCESSABLE_CONTENT, "limit has to be from 1 to " + MOST + "."));
        }
        return asking.<Catalog.Command, ArtistPage>ask(
                catalog, replyTo -> new Catalog.ListArtists(after, limit, replyTo));
    }

    private Route artist(long id) {
        return asking.<Catalog.Command, ArtistView>ask(catalog, replyTo -> new Catalog.GetArtist(id, replyTo));
    }

    private Route album(long id) {
        return asking.<Catalog.Command, AlbumView>ask(catalog, replyTo -> new Catalog.GetAlbum(id, replyTo));
    }
}
