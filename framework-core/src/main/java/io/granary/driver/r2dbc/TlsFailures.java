package io.granary.driver.r2dbc;

import io.granary.driver.DriverException;
import io.granary.driver.TlsProblem;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Tells, of a connect that failed, whether encryption was why. Of no use for an open link: what breaks it may look the same. */
final class TlsFailures {

    /** How r2dbc-postgresql and r2dbc-mysql begin to say that the server has no TLS; neither has a code for it. */
    private static final List<String> NO_TLS =
            List.of("Server support for SSL connection is disabled", "Server does not support SSL");

    private TlsFailures() {}

    /** The failure in the port's words if it is one of encryption, else the failure itself. */
    static Throwable told(Throwable failure) {
        return found(failure).<Throwable>map(problem -> problem).orElse(failure);
    }

    static boolean isNoTls(Throwable failure) {
        return failure instanceof DriverException known && known.tlsProblem() == TlsProblem.NO_TLS;
    }

    private static Optional<DriverException> found(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DriverException || cause instanceof SslHandshakeTimeoutException) {
                return Optional.empty();
            }
            if (cause instanceof CertificateRefused refused) {
                return Optional.of(DriverException.tls(refused.problem(), words(refused), failure));
            }
            if (NO_TLS.stream().anyMatch(words(cause)::startsWith)) {
                return Optional.of(DriverException.tls(TlsProblem.NO_TLS, "the server has no TLS", failure));
            }
        }
        return handshake(failure);
    }

    private static Optional<DriverException> handshake(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean refused = cause instanceof SSLHandshakeException
                    || cause instanceof SSLPeerUnverifiedException
                    || (cause instanceof SSLException && words(cause).contains("fatal alert"));
            if (refused) {
                return Optional.of(DriverException.tls(
                        TlsProblem.HANDSHAKE, "the TLS handshake failed: " + words(cause), failure));
            }
        }
        return Optional.empty();
    }

    private static String words(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
