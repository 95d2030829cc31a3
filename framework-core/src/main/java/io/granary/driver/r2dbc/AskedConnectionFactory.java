package io.granary.driver.r2dbc;

import io.granary.driver.DriverException;
import io.granary.driver.DriverLogin;
import io.granary.driver.DriverSettings;
import io.granary.driver.TlsProblem;
import io.granary.driver.TlsSettings;
import io.granary.driver.TlsSettings.Encryption;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Connections that are what was asked for: of who is to log in now, and as encrypted as required.
 *
 * <p>Each attempt to connect asks for the login, has a driver's factory of its own, and closes whatever it opened when it fails or is
 * given up.
 */
final class AskedConnectionFactory implements ConnectionFactory {

    private static final int MYSQL_ACCESS_DENIED = 1045;

    private final DriverSettings settings;
    private final Optional<TlsSettings> tls;
    private final Optional<TlsMaterial> material;
    private final ConnectionFactoryMetadata metadata;
    private final Flavor flavor;
    private final Optional<HostTour> tour;
    private final OpenLinks links = new OpenLinks();

    private AskedConnectionFactory(
            DriverSettings settings, Optional<TlsMaterial> material, ConnectionFactoryMetadata metadata) {
        this.settings = settings;
        this.tls = settings.tls();
        this.material = material;
        this.metadata = metadata;
        this.flavor = Flavor.of(metadata);
        this.tour = settings.hosts().map(hosts -> new HostTour(hosts, settings.connectTimeout(), flavor));
    }

    /** Makes one of the driver's factories in vain, so that an option it refuses shows here. */
    static AskedConnectionFactory of(DriverSettings settings) {
        Optional<TlsMaterial> material = settings.tls()
                .filter(tls -> tls.encryption() != Encryption.NONE)
                .map(TlsMaterial::read);
        DriverLogin nobody = new DriverLogin(settings.username().orElse("nobody"), "");
        ConnectionFactory sample = ConnectionFactories.attempt(
                settings, Optional.of(nobody), link(settings.tls(), material), new OpeningChannels());
        return new AskedConnectionFactory(settings, material, sample.getMetadata());
    }

    @Override
    public Mono<Connection> create() {
        return settings.logins().map(this::withLoginOfNow).orElseGet(() -> connect(Optional.empty()));
    }

    private Mono<Connection> withLoginOfNow(Supplier<? extends CompletionStage<DriverLogin>> logins) {
        return ask(logins)
                .flatMap(login -> connect(Optional.of(login))
                        .onErrorResume(
                                AskedConnectionFactory::isLoginRefused,
                                // Who is given the same once more would only count as one more failed log-in.
                                refusal -> ask(logins)
                                        .flatMap(newer -> newer.equals(login)
                                                ? Mono.error(refusal)
                                                : connect(Optional.of(newer)))));
    }

    private Mono<DriverLogin> ask(Supplier<? extends CompletionStage<DriverLogin>> logins) {
        // User code, which may block: not on the thread that connects, which is an actor's.
        Mono<DriverLogin> answer = Mono.fromCompletionStage(logins)
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(failure -> unsupplied("the supplier of credentials failed", failure))
                .switchIfEmpty(Mono.error(() -> unsupplied("the supplier of credentials gave none", null)));
        return flavor.blocking() ? answer.publishOn(Schedulers.boundedElastic()) : answer;
    }

    private static DriverException unsupplied(String message, @Nullable Throwable cause) {
        return new DriverException(DriverException.Origin.FAULT, message, "08001", 0, null, cause);
    }

    private Mono<Connection> connect(Optional<DriverLogin> login) {
        // A log-in that one server refuses the others would refuse too, and count.
        return tour.map(servers -> servers.connect(
                        address -> connect(settings.at(address), login), AskedConnectionFactory::isLoginRefused))
                .orElseGet(() -> connect(settings, login));
    }

    private Mono<Connection> connect(DriverSettings server, Optional<DriverLogin> login) {
        Optional<Link> asked = link(tls, material);
        boolean twoSteps = asked.filter(link -> link.encryption() == Encryption.IF_OFFERED && !flavor.negotiates())
                .isPresent();
        return twoSteps
                ? attempt(server, login, asked.map(link -> link.with(Encryption.REQUIRED)))
                        .onErrorResume(
                                TlsFailures::isNoTls,
                                plain -> attempt(server, login, asked.map(link -> link.with(Encryption.NONE))))
                : attempt(server, login, asked);
    }

    private Mono<Connection> attempt(DriverSettings server, Optional<DriverLogin> login, Optional<Link> link) {
        return Mono.defer(() -> {
            OpeningChannels channels = new OpeningChannels();
            ConnectionFactory factory = ConnectionFactories.attempt(server, login, link, channels);
            return Mono.<Connection>from(factory.create())
                    .flatMap(this::encrypted)
                    .flatMap(opened ->
                            tour.map(servers -> servers.fitting(opened)).orElseGet(() -> Mono.just(opened)))
                    .doOnSuccess(opened -> {
                        channels.found();
                        links.opened(opened, channels);
                    })
                    .doOnError(failure -> channels.close())
                    .doOnCancel(channels::close)
                    .onErrorMap(TlsFailures::told);
        });
    }

    /** The connection, once the server said that its session is encrypted; else closes it. */
    private Mono<Connection> encrypted(Connection opened) {
        if (tls.filter(asked -> asked.asksSession() && asked.encryption() == Encryption.REQUIRED)
                .isEmpty()) {
            return Mono.just(opened);
        }
        return flavor.encrypted(opened)
                .onErrorMap(
                        R2dbcBadGrammarException.class,
                        failure -> plain("the server cannot say whether the session is encrypted", failure))
                .flatMap(sure -> sure
                        ? Mono.just(opened)
                        : Mono.error(plain("the server says that the session is not encrypted", null)))
                .switchIfEmpty(Mono.error(() -> plain("the server said nothing about encryption", null)));
    }

    private static DriverException plain(String message, @Nullable Throwable cause) {
        return DriverException.tls(TlsProblem.NOT_ENCRYPTED, message, cause);
    }

    private static boolean isLoginRefused(Throwable failure) {
        if (!(failure instanceof R2dbcException reported)) {
            return false;
        }
        String state = reported.getSqlState();
        return (state != null && state.startsWith("28")) || reported.getErrorCode() == MYSQL_ACCESS_DENIED;
    }

    private static Optional<Link> link(Optional<TlsSettings> tls, Optional<TlsMaterial> material) {
        return tls.map(asked -> new Link(asked.encryption(), material));
    }

    /** {@return the links of what it opened} */
    OpenLinks links() {
        return links;
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return metadata;
    }

    /**
     * How one attempt is to be encrypted.
     *
     * @param encryption whether at all
     * @param material certificates, unless it is never
     */
    record Link(Encryption encryption, Optional<TlsMaterial> material) {

        Link with(Encryption other) {
            return new Link(other, material);
        }
    }
}
