package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.Row;
import io.granary.examples.snippets.Querying.Genre;
import io.granary.examples.snippets.Querying.Novel;
import io.granary.examples.snippets.Querying.Productive;
import io.granary.examples.snippets.Querying.Writer;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.sql.Executable;
import io.granary.sql.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueryingTest extends OnLibrary {

    private static Writer writer(String name, @Nullable Writer teacher) {
        Writer writer = new Writer();
        writer.name = name;
        writer.teacher = teacher;
        return writer;
    }

    private static Novel novel(String title, int published, Writer writer, Genre... genres) {
        Novel novel = new Novel();
        novel.title = title;
        novel.published = published;
        novel.writer = writer;
        novel.genres.addAll(List.of(genres));
        return novel;
    }

    private static List<String> writers(AsyncSession session, Select<Writer> select) {
        return await(session.scalars(select)).all().stream()
                .map(each -> Objects.requireNonNull(each).name + "")
                .toList();
    }

    private static List<String> novels(AsyncSession session, Select<Novel> select) {
        return await(session.scalars(select)).all().stream()
                .map(each -> Objects.requireNonNull(each).title + "")
                .toList();
    }

    private static List<String> rows(AsyncSession session, Executable select) {
        List<String> rows = new ArrayList<>();
        for (Row row : await(session.execute(select))) {
            rows.add(row.toString());
        }
        return rows;
    }

    @Test
    void queriesGoAlongRelationships() {
        await(Querying.MAPPINGS.metaData().createAll(engine));
        try {
            AsyncSessionMaker sessions = AsyncSessionMaker.of(engine, Querying.MAPPINGS);
            Genre satire = new Genre();
            satire.name = "satire";
            Writer ann = writer("ann", null);
            Writer bob = writer("bob", ann);
            Writer cat = writer("cat", ann);
            Novel early = novel("Early", 1960, ann, satire);
            Novel middle = novel("Middle", 1980, ann, satire);
            Novel late = novel("The Late", 2001, bob);
            await(sessions.begin(session -> {
                session.addAll(List.of(satire, ann, bob, cat, early, middle, late));
                return session.flush();
            }));
            AsyncSession session = sessions.open();
            assertThat(writers(session, Querying.ofGenre("satire"))).containsExactly("ann");
            assertThat(rows(session, Querying.withNovelsSince(1980))).hasSize(3);
            assertThat(rows(session, Querying.pupils())).hasSize(2);
            assertThat(writers(session, Querying.versatile())).containsExactly("ann");
            assertThat(novels(session, Querying.byPupilsOf("ann"))).containsExactly("The Late");
            assertThat(novels(session, Querying.others(early, ann, satire))).containsExactly("Middle");
            assertThat(writers(session, Querying.selfTaught())).containsExactly("ann");
            assertThat(writers(session, Querying.found("%a%"))).containsExactly("ann", "cat");
            assertThat(writers(session, Querying.ofTheNewest(1))).containsExactly("bob");
            assertThat(await(Querying.productive(session)))
                    .containsExactly(new Productive("ann", 2), new Productive("bob", 1), new Productive("cat", 0));
            assertThat(await(Querying.signed(session))).contains("Early by ann", "The Late by bob");
            assertThat(novels(session, Querying.page(null))).containsExactly("Early", "Middle", "The Late");
            assertThat(novels(session, Querying.page(early))).containsExactly("Middle", "The Late");
            assertThat(await(Querying.pages(session))).isEqualTo(1);
            assertThat(await(Querying.isKnown(session, "Early"))).isTrue();
            Querying.FrontPage front = await(Querying.frontPage(session));
            assertThat(front.newest()).extracting(novel -> novel.title).containsExactly("The Late", "Middle", "Early");
            assertThat(front.writers()).hasSize(3);
            assertThat(front.novels()).isEqualTo(3);
            await(session.close());
        } finally {
            await(Querying.MAPPINGS.metaData().dropAll(engine));
        }
    }
}
