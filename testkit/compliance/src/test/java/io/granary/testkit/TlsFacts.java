package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.SslMode;
import io.granary.engine.TlsOptions;
import io.granary.error.DisconnectedException;
import io.granary.error.OperationalException;
import io.granary.error.TlsException;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.TestDatabase;
import io.granary.testkit.fixtures.ToxicProxy;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encryption on real servers: each mode, and each thing that may be wrong with a server. */
@Tag("F21")
interface TlsFacts {

    TlsServers servers();

    private static boolean encrypted(AsyncEngine engine, TestDatabase database) {
        boolean postgres = database.kind() == DatabaseKind.POSTGRESQL;
        Object answer = engine.execute(Sql.text(
                        postgres
                                ? "select ssl from pg_stat_ssl where pid = pg_backend_pid()"
                                : "show session status like 'Ssl_cipher'"))
                .toCompletableFuture()
                .join()
                .one()
                .get(postgres ? 0 : 1);
        return !(answer == null || answer.equals(false) || answer.equals(""));
    }

    private static void assertEncrypted(
            TestDatabase database, ActorSystem<?> system, TlsOptions tls, boolean expected) {
        try (Trial trial = Trial.on(database, system, options -> options.withTls(tls))) {
            trial.assertNothingIsLost();
            assertThat(encrypted(trial.engine(), database)).isEqualTo(expected);
        }
    }

    private static void assertRefused(TestDatabase database, ActorSystem<?> system, TlsOptions tls, String reason) {
        try (ToxicProxy proxy = ToxicProxy.to(database);
                Trial trial =
                        Trial.on(database.at(database.host(), proxy.port()), system, options -> options.withTls(tls))) {
            TlsException failure = trial.failure(TlsException.class, trial.run("select 1"));
            assertThat(failure.report().details())
                    .anySatisfy(detail -> assertThat(detail.text()).isEqualTo(reason));
            assertThat(failure.getMessage()).contains("hint");
            Eventually.holds("no link is left", Duration.ofSeconds(10), () -> proxy.open() == 0);
            assertThat(proxy.accepted()).isEqualTo(1);
        }
    }

    private TlsOptions trusting(SslMode mode) {
        return TlsOptions.of(mode).withRootCert(servers().rootCert());
    }

    @ParameterizedTest
    @EnumSource(
            value = SslMode.class,
            names = {"REQUIRE", "VERIFY_CA", "VERIFY_FULL"})
    default void encryptsWithTheRightServer(SslMode mode, ActorSystem<?> system) {
        assertEncrypted(servers().good(), system, trusting(mode), true);
    }

    @Test
    default void encryptsWithAnyServerWhereNoAuthorityIsAsked(ActorSystem<?> system) {
        assertEncrypted(servers().good(), system, TlsOptions.of(SslMode.REQUIRE), true);
        assertEncrypted(servers().expired(), system, TlsOptions.of(SslMode.REQUIRE), true);
    }

    @Test
    default void prefersEncryptionToPlainText(ActorSystem<?> system) {
        assertEncrypted(servers().good(), system, TlsOptions.of(SslMode.PREFER), true);
        assertEncrypted(servers().plain(), system, TlsOptions.of(SslMode.PREFER), false);
    }

    @Test
    default void speaksPlainTextWhereThatIsAskedFor(ActorSystem<?> system) {
        assertEncrypted(servers().good(), system, TlsOptions.of(SslMode.DISABLE), false);
        assertEncrypted(servers().plain(), system, TlsOptions.of(SslMode.DISABLE), false);
    }

    @ParameterizedTest
    @EnumSource(
            value = SslMode.class,
            names = {"REQUIRE", "VERIFY_CA", "VERIFY_FULL"})
    default void refusesAServerWithoutTls(SslMode mode, ActorSystem<?> system) {
        assertRefused(servers().plain(), system, trusting(mode), "server has no TLS");
    }

    /** The certificate names localhost, and the same server is reached by its address. */
    @Test
    default void refusesACertificateForAnotherHost(ActorSystem<?> system) {
        TestDatabase byAddress =
                servers().good().at("127.0.0.1", servers().good().port());

        assertRefused(byAddress, system, trusting(SslMode.VERIFY_FULL), "wrong host");
        assertEncrypted(byAddress, system, trusting(SslMode.VERIFY_CA), true);
    }

    @ParameterizedTest
    @EnumSource(
            value = SslMode.class,
            names = {"REQUIRE", "VERIFY_CA", "VERIFY_FULL"})
    default void refusesACertificateThatHasExpired(SslMode mode, ActorSystem<?> system) {
        assertRefused(servers().expired(), system, trusting(mode), "not valid now");
    }

    @ParameterizedTest
    @EnumSource(
            value = SslMode.class,
            names = {"REQUIRE", "VERIFY_CA", "VERIFY_FULL"})
    default void refusesACertificateOfAnUnknownAuthority(SslMode mode, ActorSystem<?> system) {
        TlsOptions strange = TlsOptions.of(mode)
                .withRootCert(servers().stranger().certificate().toString());

        assertRefused(servers().good(), system, strange, "unknown authority");
    }

    @Test
    default void trustsTheAuthoritiesOfTheJvmWhereNoneIsNamed(ActorSystem<?> system) {
        assertRefused(servers().good(), system, TlsOptions.of(SslMode.VERIFY_FULL), "unknown authority");
        assertRefused(
                servers().good(), system, TlsOptions.of(SslMode.VERIFY_CA).withRootCert("system"), "unknown authority");
    }

    @Test
    default void trustsAKeyStore(ActorSystem<?> system) {
        TlsOptions store = TlsOptions.of(SslMode.VERIFY_FULL)
                .withTrustStore(
                        servers().authority().trustStore().toString(),
                        servers().authority().trustStorePassword());

        assertEncrypted(servers().good(), system, store, true);
        assertRefused(servers().expired(), system, store, "not valid now");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?sslmode=verify-full&sslrootcert=%s",
                "?ssl-mode=verify-full&ssl-root-cert=%s",
                "?sslMode=VERIFY_FULL&sslRootCert=%s"
            })
    default void readsTheOptionsOfAUrl(String query, ActorSystem<?> system) {
        TestDatabase good = servers().good();
        AsyncEngine engine = AsyncEngine.create(
                system, good.url() + query.formatted(servers().rootCert()));
        AsyncEngine other = AsyncEngine.create(
                system,
                good.at("127.0.0.1", good.port()).url()
                        + query.formatted(servers().rootCert()));
        try {
            assertThat(encrypted(engine, good)).isTrue();
            assertThat(other.execute(Sql.text("select 1")).toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(TlsException.class);
        } finally {
            engine.close().toCompletableFuture().join();
            other.close().toCompletableFuture().join();
        }
    }

    /** The standard spelling of R2DBC, with which a driver of the field goes on in plain text. */
    @Test
    default void neverFallsBackToPlainTextForTheStandardOption(ActorSystem<?> system) {
        AsyncEngine engine = AsyncEngine.create(system, servers().plain().url() + "?ssl=true");
        try {
            assertThat(engine.execute(Sql.text("select 1")).toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(TlsException.class);
        } finally {
            engine.close().toCompletableFuture().join();
        }
    }

    /** The driver would log in again in plain text, and the account would be locked twice as soon. */
    @ParameterizedTest
    @EnumSource(
            value = SslMode.class,
            names = {"PREFER", "REQUIRE"})
    default void triesAWrongPasswordOnce(SslMode mode, ActorSystem<?> system) {
        TestDatabase good = servers().good();
        try (ToxicProxy proxy = ToxicProxy.to(good);
                Trial trial = Trial.on(
                        good.at(good.host(), proxy.port()).withPassword("wrong"),
                        system,
                        options -> options.withTls(TlsOptions.of(mode)))) {
            trial.failure(OperationalException.class, trial.run("select 1"));
            assertThat(proxy.accepted()).isEqualTo(1);
        }
    }

    /** The first bytes of the client's hello never arrive, and nobody says so. */
    @Test
    @Tag("F22")
    default void endsAHandshakeThatStallsAtTheConnectTimeout(ActorSystem<?> system) {
        TestDatabase good = servers().good();
        try (ToxicProxy proxy = ToxicProxy.to(good);
                Trial trial = Trial.on(
                        good.at(good.host(), proxy.port()),
                        system,
                        options -> options.withTls(trusting(SslMode.VERIFY_FULL))
                                .withConnectTimeout(Duration.ofSeconds(2)))) {
            proxy.cutWhen(ToxicProxy.Way.UP, new byte[] {0x16, 0x03}, ToxicProxy.Cut.SILENCE_BEFORE);
            DisconnectedException failure = trial.failure(DisconnectedException.class, trial.run("select 1"));
            assertThat(failure).message().contains("connect timeout of PT2S");
            assertThat(proxy.cuts()).isEqualTo(1);
            proxy.heal();
            trial.assertNothingIsLost();
            Eventually.holds(
                    "the stalled link was closed",
                    Duration.ofSeconds(15),
                    () -> proxy.swallowedEnds(ToxicProxy.Way.UP) == 1);
        }
    }

    @Test
    default void takesItsOptionsInPlaceOfThoseOfTheUrl(ActorSystem<?> system) {
        AsyncEngine engine = AsyncEngine.create(
                system,
                servers().good().url() + "?sslmode=disable",
                EngineOptions.defaults().withTls(trusting(SslMode.VERIFY_CA)));
        try {
            assertThat(encrypted(engine, servers().good())).isTrue();
        } finally {
            engine.close().toCompletableFuture().join();
        }
    }
}
