package io.granary.testkit;

import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.error.DatabaseException;
import io.granary.sql.Params;
import io.granary.testkit.fixtures.DatabaseServer;
import io.granary.testkit.fixtures.DatabaseServers;
import io.granary.testkit.fixtures.PlainSql;
import io.granary.testkit.fixtures.ServerCounts;
import io.granary.testkit.fixtures.TestDatabase;
import io.granary.testkit.fixtures.ToxicProxy;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server takes no writes any more, and another has taken over. */
interface TakeoverFacts extends OnBench {

    /** Has the server under test refuse writes, or take them again. */
    void refuseWrites(boolean refuse);

    /** Lets somebody in on a database whom the refusal concerns; the same on each server. */
    TestDatabase writer(TestDatabase database);

    /** Takes back what {@link #writer} did. */
    void dismiss(TestDatabase database);

    /** Whether it is the server's word that it only reads. */
    boolean isRefusal(DatabaseException failure);

    /** The address leads to another server by now, but the links still to the one that only reads. */
    @Test
    @Tag("F44")
    default void theWriteAfterARefusedOneReachesTheServerThatTookOver(Bench bench) {
        TestDatabase old = bench.database();
        DatabaseServer heir = DatabaseServers.of(old.kind());
        TestDatabase inherited = heir.admin().withDatabase(old.database());
        PlainSql.on(heir.admin()).run("create database " + old.database());
        PlainSql.on(inherited).run("create table items (id int primary key, name varchar(40))");
        writer(inherited);
        TestDatabase writer = writer(old);
        refuseWrites(true);
        try (ToxicProxy proxy = ToxicProxy.to(old)) {
            AsyncEngine engine = bench.engine(
                    bench.options(),
                    new TestDatabase(
                            old.kind(), proxy.host(), proxy.port(), old.database(), writer.user(), writer.password()));
            Await.value(engine.connect(connection -> engine.execute(COUNT)));
            assertThat(Await.value(engine.pool().status()).checkedIn()).isEqualTo(2);
            proxy.target(inherited.host(), inherited.port());

            DatabaseException refused =
                    Await.failure(engine.execute(INSERT, Params.of("id", 1, "name", "one")), DatabaseException.class);
            assertThat(refused).matches(this::isRefusal, "the server only reads");
            Await.value(engine.execute(INSERT, Params.of("id", 2, "name", "two")));

            assertThat(PlainSql.on(inherited).number("select count(*) from items"))
                    .isEqualTo(1);
            Books.assertBalanced(inherited, List.of(engine));
            ServerCounts.awaitNoConnections(old, Await.PATIENCE);
            Await.value(engine.close());
        } finally {
            refuseWrites(false);
            dismiss(old);
            dismiss(inherited);
            heir.dropDatabase(inherited);
        }
    }
}
