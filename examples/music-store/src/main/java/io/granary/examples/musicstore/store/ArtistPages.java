package io.granary.examples.musicstore.store;

import static io.granary.examples.musicstore.model.Artist_.ARTIST;
import static io.granary.sql.Sql.select;

import io.granary.examples.musicstore.model.Artist;
import io.granary.examples.musicstore.view.ArtistPage;
import io.granary.examples.musicstore.view.ArtistSummary;
import io.granary.orm.AsyncSession;
import io.granary.sql.Select;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Artists, page by page. A page begins behind the last name of the one before, so no row is counted off, and none is shown twice. */
final class ArtistPages {

    private static final Select<Artist> IN_ORDER = select(ARTIST).orderBy(ARTIST.name);

    private ArtistPages() {}

    /** One more than is wanted is read, which tells whether there is another page. */
    static CompletionStage<Answer<ArtistPage>> load(AsyncSession session, Optional<String> after, int limit) {
        Select<Artist> page = IN_ORDER.limit(limit + 1L);
        return session.scalars(after.map(page::after).orElse(page))
                .thenApply(found -> new Answer.Given<>(page(found.all(), limit)));
    }

    private static ArtistPage page(List<Artist> found, int limit) {
        List<ArtistSummary> shown =
                found.stream().limit(limit).map(ArtistSummary::of).toList();
        return new ArtistPage(
                shown, found.size() > limit ? Optional.of(shown.get(limit - 1).name()) : Optional.empty());
    }
}
