package io.granary.benchmarks;

import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.DatabaseServer;
import io.granary.testkit.fixtures.DatabaseServers;
import io.granary.testkit.fixtures.TestDatabase;

/**
 * Where a run is measured, by system properties: {@code granary.bench.url}, a database that is there already, in which the tables {@code
 * bench_person} and {@code bench_item} are made anew; else {@code granary.bench.database}, a server started for the run: {@code h2}, which is the
 * default, or {@code postgresql}.
 *
 * @param url how Granary spells it, with the password
 * @param r2dbcUrl how R2DBC spells it, with the password
 * @param end removes what was made for the run
 */
record BenchmarkDatabase(String url, String r2dbcUrl, Runnable end) implements AutoCloseable {

    static BenchmarkDatabase chosen() {
        String url = System.getProperty("granary.bench.url", "").strip();
        return url.isEmpty()
                ? started(DatabaseKind.ofLabel(System.getProperty("granary.bench.database", "h2")))
                : new BenchmarkDatabase(supported(url), "r2dbc:" + url, () -> {});
    }

    private static BenchmarkDatabase started(DatabaseKind kind) {
        supported(kind.label());
        DatabaseServer server = DatabaseServers.of(kind);
        TestDatabase database = server.createDatabase();
        return new BenchmarkDatabase(database.url(), database.r2dbcUrl(), () -> server.dropDatabase(database));
    }

    /** The peer's SQL has the markers of these two. */
    private static String supported(String urlOrLabel) {
        if (urlOrLabel.startsWith("h2") || urlOrLabel.startsWith("postgresql")) {
            return urlOrLabel;
        }
        throw new IllegalArgumentException(
                "The benchmarks run on H2 and PostgreSQL; give granary.bench.url as h2:… or postgresql://…");
    }

    @Override
    public void close() {
        end.run();
    }
}
