package io.granary.testkit;

import io.granary.testkit.fixtures.CertificateAuthority;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.DatabaseServers;
import io.granary.testkit.fixtures.LocalServer;
import io.granary.testkit.fixtures.MariaDbServer;
import io.granary.testkit.fixtures.PostgresServer;
import io.granary.testkit.fixtures.TestCertificate;
import io.granary.testkit.fixtures.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Three servers of a kind: one with a good certificate for {@code localhost}, one whose certificate has expired, one without TLS; and
 * authorities, one that issued those certificates and one that did not.
 */
final class TlsServers implements AutoCloseable {

    private final Deque<Runnable> ends = new ArrayDeque<>();
    private final CertificateAuthority authority;
    private final CertificateAuthority stranger;
    private final TestCertificate client;
    private final TestDatabase good;
    private final TestDatabase expired;
    private final TestDatabase plain;

    private TlsServers(DatabaseKind kind, Path directory) throws IOException {
        ends.push(() -> delete(directory));
        this.authority = CertificateAuthority.in(directory);
        this.stranger = CertificateAuthority.in(Files.createDirectory(directory.resolve("stranger")));
        this.client = authority.issue("CN=shop,O=client", "");
        TestCertificate certificate = authority.issue("CN=server", "dns:localhost,dns:db.example.org");
        this.good = launch(kind, certificate);
        this.expired = launch(kind, authority.issueExpired("CN=server", "dns:localhost"));
        this.plain = DatabaseServers.of(kind)
                .admin()
                .at("localhost", DatabaseServers.of(kind).admin().port());
    }

    static TlsServers of(DatabaseKind kind) {
        DatabaseServers.whySkipped(kind).ifPresent(reason -> Assumptions.abort(reason));
        try {
            return new TlsServers(kind, Files.createTempDirectory("granary-tls-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CertificateAuthority authority() {
        return authority;
    }

    CertificateAuthority stranger() {
        return stranger;
    }

    /** What a client shows of itself. */
    TestCertificate client() {
        return client;
    }

    TestDatabase good() {
        return good;
    }

    TestDatabase expired() {
        return expired;
    }

    TestDatabase plain() {
        return plain;
    }

    String rootCert() {
        return authority.certificate().toString();
    }

    private TestDatabase launch(DatabaseKind kind, TestCertificate certificate) {
        TestDatabase admin;
        if (kind == DatabaseKind.POSTGRESQL) {
            LocalServer server = PostgresServer.launchWithTls(certificate);
            ends.push(server::close);
            admin = server.admin();
        } else {
            LocalServer server = MariaDbServer.launchWithTls(certificate);
            ends.push(server::close);
            admin = server.admin();
        }
        return admin.at("localhost", admin.port());
    }

    @Override
    public void close() {
        ends.forEach(Runnable::run);
    }

    private static void delete(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
