package io.granary.examples.snippets;

import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncEngine;
import io.granary.sql.Params;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/** The first example of README.md. */
final class Hello {

    private Hello() {}

    // #hello
    record Book(long id, String title) {}

    static CompletionStage<List<Book>> booksWithS(ActorSystem<?> system) {
        AsyncEngine engine = AsyncEngine.create(system, "h2:mem:///hello");
        return engine.begin(conn -> conn.execute(
                                text("create table book (id bigint primary key, title varchar(100) not null)"))
                        .thenCompose(created -> conn.execute(
                                text("insert into book (id, title) values (:id, :title)"),
                                List.of(
                                        Params.of("id", 1, "title", "Dune"),
                                        Params.of("id", 2, "title", "Solaris"),
                                        Params.of("id", 3, "title", "Stalker")))))
                .thenCompose(inserted -> engine.execute(
                        text("select id, title from book where title like :pattern order by id"),
                        Params.of("pattern", "S%")))
                .thenApply(result -> result.into(Book.class).all())
                .whenComplete((books, failure) -> engine.close());
    }
    // #hello
}
