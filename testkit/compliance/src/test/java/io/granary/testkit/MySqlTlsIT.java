package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.SslMode;
import io.granary.engine.TlsOptions;
import io.granary.error.TlsException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.PlainSql;
import io.granary.testkit.fixtures.TestDatabase;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MySQL makes its own certificate, of its own authority and for no host in particular. */
@Actors
@Database(DatabaseKind.MYSQL)
@Tag("F21")
class MySqlTlsIT {

    private static String ownAuthority(TestDatabase database) {
        return PlainSql.on(database).rows("select @@datadir").get(0).get(0) + "ca.pem";
    }

    private static String cipher(TestDatabase database, ActorSystem<?> system, TlsOptions tls) {
        try (Trial trial = Trial.on(database, system, options -> options.withTls(tls))) {
            trial.assertNothingIsLost();
            return String.valueOf(trial.get(trial.run("show session status like 'Ssl_cipher'"))
                    .one()
                    .get(1));
        }
    }

    private static void refused(TestDatabase database, ActorSystem<?> system, TlsOptions tls, String reason) {
        try (Trial trial = Trial.on(database, system, options -> options.withTls(tls))) {
            TlsException failure = trial.failure(TlsException.class, trial.run("select 1"));
            assertThat(failure).hasMessageContaining(reason);
        }
    }

    @Test
    void encryptsFromPreferOn(TestDatabase database, ActorSystem<?> system) {
        TlsOptions own = TlsOptions.of(SslMode.VERIFY_CA).withRootCert(ownAuthority(database));

        assertThat(cipher(database, system, TlsOptions.of(SslMode.DISABLE))).isEmpty();
        assertThat(cipher(database, system, TlsOptions.of(SslMode.PREFER))).startsWith("TLS_");
        assertThat(cipher(database, system, TlsOptions.of(SslMode.REQUIRE))).startsWith("TLS_");
        assertThat(cipher(database, system, own)).startsWith("TLS_");
    }

    @Test
    void refusesAHostThatTheCertificateDoesNotName(TestDatabase database, ActorSystem<?> system) {
        TlsOptions own = TlsOptions.of(SslMode.VERIFY_FULL).withRootCert(ownAuthority(database));

        refused(database, system, own, "wrong host");
    }

    @Test
    void refusesAnAuthorityThatTheJvmDoesNotKnow(TestDatabase database, ActorSystem<?> system) {
        refused(database, system, TlsOptions.of(SslMode.VERIFY_CA), "unknown authority");
    }
}
