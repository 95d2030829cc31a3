package io.granary.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.granary.error.ArgumentException;
import io.granary.testkit.fixtures.Actors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of encryption: where they are read, and which are refused before anything is opened. */
@Actors
@Tag("F21")
class TlsOptionsTest {

    private static final Config NO_DEFAULTS = ConfigFactory.empty();

    private static EngineOptions read(String block) {
        return EngineConfig.read(ConfigFactory.parseString("url = \"postgresql://u@h/d\"\n" + block), NO_DEFAULTS)
                .options();
    }

    @Test
    void readsTheBlockOfConfiguration() {
        EngineOptions read = read("tls { ssl-mode = VERIFY_FULL, ssl-root-cert = /ca.pem, ssl-session-check = off,"
                + " ssl-cert = c.pem, ssl-key = k.pem, ssl-key-password = " + Canary.WORD + " }");

        assertThat(read.tls())
                .isEqualTo(TlsOptions.of(SslMode.VERIFY_FULL)
                        .withRootCert("/ca.pem")
                        .withSessionCheck(false)
                        .withCert("c.pem", "k.pem")
                        .withKeyPassword(Canary.WORD));
        assertThat(read.tls().mode()).contains(SslMode.VERIFY_FULL);
        Canary.isAbsentFrom(read.toString());
        assertThat(read.toString()).contains("ssl-root-cert=/ca.pem");
    }

    @ParameterizedTest
    @CsvSource({"ssl-mod = require, ssl-mode", "ssl-mode = allow, verify-full", "ssl-session-check = 7, true or false"})
    void refusesWhatItDoesNotKnow(String entry, String told) {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> read("tls { " + entry + " }"))
                .withMessageContaining(told)
                .withMessageContaining("origin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://u@h/d?sslrootcert=/ca.pem | no ssl-mode",
                "postgresql://u@h/d?sslmode=prefer&sslrootcert=/ca.pem | asks nobody for trust",
                "postgresql://u@h/d?sslmode=allow | There is no ssl-mode 'allow'",
                "postgresql://u@h/d?sslmode=require&sslcert=/c.pem | ssl-cert and ssl-key only one",
                "postgresql://u@h/d?sslmode=verify-ca&sslrootcert=/a&ssl-trust-store=/b | Both ssl-root-cert and ssl-trust-store",
                "r2dbcs:mysql://u@h/d?sslmode=prefer | asks for an encrypted link",
                "postgresql://u@h/d?ssl=perhaps | neither true nor false",
                "postgresql://u@h/d?sslmode=verify-ca&sslrootcert=/no/such.pem | cannot use /no/such.pem: no such file",
                "mysql://u@h/d?sslmode=verify-ca&ssl-root-cert=classpath:none.pem | no such resource",
                "mariadb://u@h/d?sslmode=verify-ca&ssl-root-cert=classpath:logback-test.xml | cannot use",
                "mysql://u@h/d?sslmode=require&ssl-key-store=/no/such.p12 | cannot use /no/such.p12",
                "postgresql://u@h1,h2/d?target=replica | neither any nor primary",
                "h2:mem:///d?target=any | H2 has no replicas",
                "h2:mem:///d?sslmode=require | cannot be honoured on H2",
                "h2:tcp://h/d?ssl-mode=verify-full | cannot be honoured on H2"
            })
    void refusesWhatCannotBeHonoured(String url, String told, ActorSystem<?> system) {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> AsyncEngine.create(system, url))
                .withMessageContaining(told)
                .withMessageContaining("hint");
    }

    @Test
    void showsNoPasswordOfAFileThatCannotBeUsed(ActorSystem<?> system) {
        TlsOptions tls = TlsOptions.of(SslMode.REQUIRE).withKeyStore("classpath:logback-test.xml", Canary.WORD);

        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> AsyncEngine.create(
                        system, "postgresql://u@h/d", EngineOptions.defaults().withTls(tls)))
                .satisfies(Canary::isAbsentFrom);
        Canary.isAbsentFrom(tls.toString());
    }

    @Test
    void showsNoPasswordOfCredentials() {
        Canary.isAbsentFrom(new Credentials("app", Canary.WORD).toString());
        assertThatExceptionOfType(ArgumentException.class).isThrownBy(() -> new Credentials("", Canary.WORD));
    }
}
