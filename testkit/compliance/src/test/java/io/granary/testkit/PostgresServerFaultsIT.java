package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.Notice;
import io.granary.error.DatabaseException;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LocalServer;
import io.granary.testkit.fixtures.PlainSql;
import io.granary.testkit.fixtures.PostgresServer;
import io.granary.testkit.fixtures.SubscriberProbe;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@NullUnmarked
@Database(DatabaseKind.POSTGRESQL)
class PostgresServerFaultsIT implements ServerFaultCompliance, TakeoverFacts {

    private static LocalServer own;

    @BeforeAll
    static void launch() {
        // What was committed has to survive a crash.
        own = PostgresServer.launch(Map.of("synchronous_commit", "on"));
    }

    @AfterAll
    static void close() {
        own.close();
    }

    @Override
    public LocalServer server() {
        return own;
    }

    @Override
    public void onSmallServer(BiConsumer<LocalServer, Integer> work) {
        int reservedForSuperusers = 3;
        try (LocalServer small = PostgresServer.launch(Map.of("max_connections", "8"))) {
            work.accept(small, 8 - reservedForSuperusers);
        }
    }

    @Test
    @Tag("F1")
    void whoListensIsToldOfAGapWhenTheServerIsBack(Bench bench) {
        SubscriberProbe<Notice> probe = SubscriberProbe.on(
                        bench.engine().listen(List.of("news"), NotificationCompliance.QUICK))
                .request(Long.MAX_VALUE);
        Eventually.holds(
                "somebody listens", Await.PATIENCE, () -> bench.sql().number(NotificationCompliance.LISTENERS) == 1);

        own.crash();
        own.restart();

        assertThat(probe.next()).isInstanceOf(Notice.Gap.class);
        Await.value(bench.engine().notify("news", "back"));
        assertThat(probe.next())
                .isInstanceOfSatisfying(
                        Notice.Notification.class,
                        told -> assertThat(told.payload()).isEqualTo("back"));
        probe.cancel();
    }

    @Override
    public TestDatabase writer(TestDatabase database) {
        return database;
    }

    @Override
    public void dismiss(TestDatabase database) {
        // Nobody came of his own.
    }

    @Override
    public boolean isRefusal(DatabaseException failure) {
        return failure.sqlState().filter("25006"::equals).isPresent();
    }

    @Override
    public void refuseWrites(boolean refuse) {
        String value = refuse ? "on" : "off";
        PlainSql admin = PlainSql.on(own.admin());
        admin.run("alter system set default_transaction_read_only = " + value);
        admin.rows("select pg_reload_conf()");
        Eventually.holds(
                "the server has read its settings",
                Await.PATIENCE,
                () -> value.equals(admin.value("show default_transaction_read_only")));
    }
}
