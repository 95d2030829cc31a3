package io.granary.examples.snippets;

import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncEngine;
import io.granary.engine.Result;
import java.util.concurrent.CompletionStage;

/** The table that the tutorial works with. */
final class Library {

    private Library() {}

    // #first
    static CompletionStage<Result> createTable(AsyncEngine engine) {
        return engine.execute(text("""
                        create table book (
                          id bigint not null,
                          title varchar(100) not null,
                          year_written int,
                          copies int not null,
                          constraint book_pk primary key (id),
                          constraint book_copies_check check (copies >= 0)
                        )"""));
    }
    // #first
}
