package io.granary.examples.snippets;

import static io.granary.examples.snippets.Querying_Genre_.GENRE;
import static io.granary.examples.snippets.Querying_Novel_.NOVEL;
import static io.granary.examples.snippets.Querying_Writer_.WRITER;
import static io.granary.sql.Functions.count;
import static io.granary.sql.Sql.not;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;

import io.granary.engine.Row;
import io.granary.orm.AsyncSession;
import io.granary.orm.Mappings;
import io.granary.orm.mapping.MappedTable;
import io.granary.sql.Cte;
import io.granary.sql.Query;
import io.granary.sql.Select;
import io.granary.sql.TypedAlias;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Queries along relationships. */
final class Querying {

    private Querying() {}

    // #classes
    @Entity
    static class Writer {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        @Nullable Long id;

        @Column(length = 50)
        @Nullable String name;

        @ManyToOne
        @Nullable Writer teacher;

        @OneToMany(mappedBy = "teacher")
        List<Writer> pupils = new ArrayList<>();

        @OneToMany(mappedBy = "writer")
        List<Novel> novels = new ArrayList<>();
    }

    @Entity
    static class Novel {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        @Nullable Long id;

        @Column(length = 100)
        @Nullable String title;

        int published;

        @ManyToOne
        @Nullable Writer writer;

        @ManyToMany
        List<Genre> genres = new ArrayList<>();
    }

    @Entity
    static class Genre {
        @Id
        @Column(length = 30)
        @Nullable String name;

        @ManyToMany(mappedBy = "genres")
        List<Novel> novels = new ArrayList<>();
    }
    // #classes

    static final Mappings MAPPINGS = Mappings.of(Writer.class, Novel.class, Genre.class);

    // #join
    static Select<Writer> ofGenre(String genre) {
        return select(WRITER)
                .distinct()
                .join(WRITER.novels)
                .join(NOVEL.genres)
                .where(GENRE.name.eq(genre))
                .orderBy(WRITER.name);
    }

    static Select<String> withNovelsSince(int year) {
        return select(WRITER.name, NOVEL.title)
                .leftJoin(WRITER.novels.and(NOVEL.published.ge(year)))
                .orderBy(WRITER.name, NOVEL.title);
    }
    // #join

    // #alias
    static Select<String> pupils() {
        TypedAlias<Writer> pupil = WRITER.as("pupil");
        TypedAlias<Novel> theirs = NOVEL.as("theirs");
        return select(WRITER.name, pupil.column(WRITER.name), theirs.column(NOVEL.title))
                .join(WRITER.pupils.to(pupil))
                .leftJoin(WRITER.novels.from(pupil).to(theirs))
                .orderBy(WRITER.name, pupil.column(WRITER.name), theirs.column(NOVEL.title));
    }
    // #alias

    // #exists
    static Select<Writer> versatile() {
        return select(WRITER)
                .where(
                        WRITER.novels.any(NOVEL.published.lt(1970), NOVEL.genres.any(GENRE.name.eq("satire"))),
                        not(WRITER.novels.any(NOVEL.title.like("The %"))))
                .orderBy(WRITER.name);
    }

    static Select<Novel> byPupilsOf(String teacher) {
        return select(NOVEL)
                .where(NOVEL.writer.has(
                        WRITER.teacher.has(other -> other.column(WRITER.name).eq(teacher))));
    }
    // #exists

    // #objects
    static Select<Novel> others(Novel novel, Writer writer, Genre genre) {
        return select(NOVEL)
                .where(
                        NOVEL.writer.eq(writer), // or WRITER.novels.of(writer)
                        NOVEL.genres.contains(genre), // or GENRE.novels.of(genre)
                        NOVEL.id.ne(novel.id));
    }

    static Select<Writer> selfTaught() {
        return select(WRITER).where(WRITER.teacher.isNull());
    }
    // #objects

    // #queried
    static Select<Writer> found(String words) {
        MappedTable<Writer> found = WRITER.of(text("select * from writer where name like :words")
                .columns(WRITER.id, WRITER.name, WRITER.column("teacher_id"))
                .bind("words", words));
        return select(found).orderBy(found.column(WRITER.name));
    }

    static Select<Writer> ofTheNewest(int novels) {
        Cte newest = select(NOVEL).orderBy(NOVEL.published.desc()).limit(novels).cte("newest");
        return select(WRITER).where(WRITER.novels.to(NOVEL.of(newest)).any()).orderBy(WRITER.name);
    }
    // #queried

    // #rows
    record Productive(String name, long novels) {}

    static CompletionStage<List<Productive>> productive(AsyncSession session) {
        return session.execute(select(WRITER.name, count(NOVEL.id).as("novels"))
                        .leftJoin(WRITER.novels)
                        .groupBy(WRITER.name)
                        .orderBy(WRITER.name))
                .thenApply(result -> result.into(Productive.class).all());
    }

    static CompletionStage<List<String>> signed(AsyncSession session) {
        return session.execute(select(NOVEL, WRITER).leftJoin(NOVEL.writer).orderBy(NOVEL.title))
                .thenApply(result -> {
                    List<String> signed = new ArrayList<>();
                    for (Row row : result) {
                        Novel novel = Objects.requireNonNull(row.get("Novel", Novel.class));
                        Writer writer = row.get("Writer", Writer.class);
                        signed.add(novel.title + " by " + (writer == null ? "nobody" : writer.name));
                    }
                    return signed;
                });
    }
    // #rows

    // #pages
    static Select<Novel> page(@Nullable Novel last) {
        Select<Novel> novels = select(NOVEL).orderBy(NOVEL.published, NOVEL.id).limit(20);
        return last == null ? novels : novels.after(last.published, last.id);
    }

    static CompletionStage<Long> pages(AsyncSession session) {
        return session.count(select(NOVEL)).thenApply(novels -> (novels + 19) / 20);
    }

    static CompletionStage<Boolean> isKnown(AsyncSession session, String title) {
        return session.exists(select(NOVEL).where(NOVEL.title.eq(title)));
    }
    // #pages

    // #parallel
    record FrontPage(List<Novel> newest, List<Writer> writers, long novels) {}

    static CompletionStage<FrontPage> frontPage(AsyncSession session) {
        Query newest = select(NOVEL).orderBy(NOVEL.published.desc()).limit(3);
        Query writers = select(WRITER).orderBy(WRITER.name);
        Query novels = select(count()).from(NOVEL);
        return session.parallel(List.of(newest, writers, novels))
                .thenApply(results -> new FrontPage(
                        results.get(0).scalars(Novel.class).all(),
                        results.get(1).scalars(Writer.class).all(),
                        results.get(2).scalar(Long.class).orElse(0L)));
    }
    // #parallel
}
