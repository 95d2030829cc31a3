package io.granary.benchmarks;

import io.granary.engine.AsyncEngine;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.Mappings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A file of SQLite's in WAL mode, with an engine on it, and a connection of the driver's that one thread uses without an engine. */
final class SqliteFile implements AutoCloseable {

    private static final String INSERT = "insert into bench_sample (sensor, place, measured, note) values (?, ?, ?, ?)";

    private static final String INSERT_KEYED =
            "insert into bench_keyed (id, sensor, place, measured, note) values (?, ?, ?, ?, ?)";

    private final Path file;
    private final ActorSystem<Void> system;
    private final AsyncEngine engine;
    private final AsyncSessionMaker sessions;
    private final Connection plain;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private SqliteFile(Path file) throws SQLException {
        this.file = file;
        this.system = ActorSystem.create(Behaviors.empty(), "sqlite-benchmarks");
        this.engine = AsyncEngine.create(system, "sqlite:///" + file + "?journal_mode=wal&synchronous=normal");
        Mappings mappings = Mappings.of(Sample.class, KeyedSample.class);
        this.sessions = AsyncSessionMaker.of(engine, mappings);
        Contenders.await(mappings.metaData().createAll(engine));
        this.plain = DriverManager.getConnection("jdbc:sqlite:" + file);
        run("pragma journal_mode = wal");
        run("pragma synchronous = normal");
        run("pragma busy_timeout = 5000");
    }

    static SqliteFile open(int rows) {
        try {
            SqliteFile opened = new SqliteFile(Files.createTempFile("granary-bench", ".db"));
            opened.insertPlain(rows);
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("SQLite's file could not be made", e);
        }
    }

    /** Writes rows with new keys in one transaction, by the driver's batch. */
    void insertPlain(int rows) throws SQLException {
        plain.setAutoCommit(false);
        try (PreparedStatement insert = plain.prepareStatement(INSERT)) {
            for (int row = 0; row < rows; row++) {
                Sample sample = new Sample(row);
                insert.setString(1, sample.sensor);
                insert.setInt(2, sample.place);
                insert.setDouble(3, sample.measured);
                insert.setString(4, sample.note);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        plain.commit();
        plain.setAutoCommit(true);
    }

    /** Writes rows with new keys one by one in one transaction, and reads the key of each, as the batch tells none. */
    long insertForKeys(int rows) throws SQLException {
        long keys = 0;
        plain.setAutoCommit(false);
        try (PreparedStatement insert = plain.prepareStatement(INSERT + " returning id")) {
            for (int row = 0; row < rows; row++) {
                Sample sample = new Sample(row);
                insert.setString(1, sample.sensor);
                insert.setInt(2, sample.place);
                insert.setDouble(3, sample.measured);
                insert.setString(4, sample.note);
                try (ResultSet key = insert.executeQuery()) {
                    key.next();
                    sample.id = key.getLong(1);
                }
                keys += sample.id;
            }
        }
        plain.commit();
        plain.setAutoCommit(true);
        return keys;
    }

    /** Writes rows whose keys are known in one transaction, by the driver's batch. */
    void insertKeyed(long first, int rows) throws SQLException {
        plain.setAutoCommit(false);
        try (PreparedStatement insert = plain.prepareStatement(INSERT_KEYED)) {
            for (int row = 0; row < rows; row++) {
                KeyedSample sample = new KeyedSample(first + row);
                insert.setLong(1, sample.id);
                insert.setString(2, sample.sensor);
                insert.setInt(3, sample.place);
                insert.setDouble(4, sample.measured);
                insert.setString(5, sample.note);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        plain.commit();
        plain.setAutoCommit(true);
    }

    void run(String sql) throws SQLException {
        try (Statement statement = plain.createStatement()) {
            statement.execute(sql);
        }
    }

    /** {@return a statement that stays prepared} */
    PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement made = statements.get(sql);
        if (made == null) {
            made = plain.prepareStatement(sql);
            statements.put(sql, made);
        }
        return made;
    }

    ActorSystem<Void> system() {
        return system;
    }

    AsyncEngine engine() {
        return engine;
    }

    AsyncSessionMaker sessions() {
        return sessions;
    }

    Connection plain() {
        return plain;
    }

    @Override
    public void close() {
        try {
            Contenders.await(engine.close());
            plain.close();
            system.terminate();
            Contenders.await(system.getWhenTerminated());
            Files.deleteIfExists(file);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("SQLite's file could not be removed", e);
        }
    }
}
