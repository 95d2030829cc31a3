package io.granary.driver.r2dbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.testkit.fixtures.CertificateAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("F21")
class HostNamesTest {

    @TempDir
    private static Path directory = Path.of("");

    private static @Nullable HostNames alternatives;
    private static @Nullable HostNames commonName;

    @BeforeAll
    static void issue() throws CertificateException, IOException {
        CertificateAuthority authority = CertificateAuthority.in(directory);
        alternatives = HostNames.of(read(authority
                .issue(
                        "CN=common.example.org",
                        "dns:db.example.org,dns:*.pool.example.org,dns:*.org,ip:10.1.2.3,ip:::1")
                .certificate()));
        commonName = HostNames.of(
                read(authority.issue("CN=only.example.org,O=shop", "").certificate()));
    }

    private static X509Certificate read(Path file) throws CertificateException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db.example.org",
                "DB.Example.ORG",
                "db.example.org.",
                "a.pool.example.org",
                "10.1.2.3",
                "::1",
                "0:0:0:0:0:0:0:1"
            })
    void includesWhatTheCertificateNames(String host) {
        assertThat(requireNonNull(alternatives).include(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other.example.org",
                "example.org",
                "pool.example.org",
                "a.b.pool.example.org",
                ".pool.example.org",
                "db.example.org.evil.com",
                "evildb.example.org",
                "example.org",
                "10.1.2.4",
                "::2",
                "common.example.org",
                ""
            })
    void includesNothingElse(String host) {
        assertThat(requireNonNull(alternatives).include(host)).isFalse();
    }

    @Test
    void readsTheCommonNameOnlyWhereThereIsNoOther() {
        assertThat(requireNonNull(commonName).include("only.example.org")).isTrue();
        assertThat(requireNonNull(commonName).include("shop")).isFalse();
        assertThat(requireNonNull(commonName)).hasToString("only.example.org");
    }
}
