package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.SslMode;
import io.granary.engine.TlsOptions;
import io.granary.error.TlsException;
import io.granary.stream.CopySink;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestCertificate;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@Actors
class PostgresTlsIT implements TlsFacts {

    private static @Nullable TlsServers servers;

    @BeforeAll
    static void launch() {
        servers = TlsServers.of(DatabaseKind.POSTGRESQL);
    }

    @AfterAll
    static void end() {
        if (servers != null) {
            servers.close();
        }
    }

    @Override
    public TlsServers servers() {
        return all();
    }

    private static TlsServers all() {
        return requireNonNull(servers);
    }

    private static @Nullable Object clientName(TlsOptions tls, ActorSystem<?> system) {
        try (Trial trial = Trial.on(all().good(), system, options -> options.withTls(tls))) {
            return trial.get(trial.run("select client_dn from pg_stat_ssl where pid = pg_backend_pid()"))
                    .one()
                    .get(0);
        }
    }

    @Test
    void showsItsOwnCertificate(ActorSystem<?> system) {
        TlsOptions trusting = TlsOptions.of(SslMode.VERIFY_FULL).withRootCert(all().rootCert());
        TestCertificate client = all().client();
        TlsOptions files =
                trusting.withCert(client.certificate().toString(), client.key().toString());
        TlsOptions store = trusting.withKeyStore(client.store().toString(), client.password());

        assertThat(clientName(files, system)).isEqualTo("/O=client/CN=shop");
        assertThat(clientName(store, system)).isEqualTo("/O=client/CN=shop");
        assertThat(clientName(trusting, system)).isNull();
    }

    /** A message of a copy is sent when the one before has left, encrypted or not. */
    @Test
    void copiesOverAnEncryptedLink(ActorSystem<?> system) {
        TlsOptions trusting = TlsOptions.of(SslMode.VERIFY_FULL).withRootCert(all().rootCert());
        AsyncEngine engine = AsyncEngine.create(
                system, all().good().url(), EngineOptions.defaults().withTls(trusting));
        Await.value(engine.execute(text("drop table if exists items")));
        Await.value(engine.execute(text("create table items (id int primary key, name varchar(40))")));

        assertThat(Await.value(Source.range(1, 50_000)
                        .runWith(
                                CopySink.rows(
                                        engine, CopyCompliance.INTO_ITEMS, id -> List.of(id, "name of item " + id)),
                                system)))
                .isEqualTo(50_000);

        Await.value(engine.execute(text("drop table items")));
        Await.value(engine.close());
    }

    /** The client's link is encrypted, the server's is not: only the server knows. */
    @Test
    void refusesASessionThatIsPlainTextBehindAPooler(ActorSystem<?> system) {
        TestCertificate certificate = all().authority().issue("CN=pooler", "dns:localhost");
        TlsOptions tls = TlsOptions.of(SslMode.VERIFY_FULL).withRootCert(all().rootCert());
        try (TlsEndingProxy pooler = TlsEndingProxy.to(all().plain(), certificate);
                Trial checking = Trial.on(pooler.front(), system, options -> options.withTls(tls));
                Trial trusting =
                        Trial.on(pooler.front(), system, options -> options.withTls(tls.withSessionCheck(false)))) {
            TlsException failure = checking.failure(TlsException.class, checking.run("select 1"));
            assertThat(failure).hasMessageContaining("session not encrypted").hasMessageContaining("ssl-session-check");
            trusting.assertNothingIsLost();
        }
    }
}
