package io.granary.driver.r2dbc;

import io.granary.driver.TlsProblem;
import java.net.Socket;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Judges a server's certificate for all drivers alike, within the handshake: before a name or a password is sent.
 *
 * <p>The drivers' own checks of the host are not used: they ask for the name of the address that they are connected to, which whoever
 * answers for the reverse zone decides. The JDK's are not used either, for the drivers tell it the host or do not.
 */
final class ServerTrust extends X509ExtendedTrustManager {

    private final Optional<X509TrustManager> authorities;
    private final Optional<String> host;

    /**
     * @param authorities who has to vouch for the server, empty for nobody
     * @param host whom the certificate has to be for, empty for anybody
     */
    ServerTrust(Optional<X509TrustManager> authorities, Optional<String> host) {
        this.authorities = authorities;
        this.host = host;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (authorities.isPresent()) {
            vouched(authorities.get(), chain, authType);
        }
        if (host.isPresent()) {
            HostNames hosts = HostNames.of(chain[0]);
            if (!hosts.include(host.get())) {
                throw new CertificateRefused(
                        TlsProblem.WRONG_HOST,
                        "the server's certificate is for " + hosts + ", not for " + host.get(),
                        null);
            }
        }
    }

    private static void vouched(X509TrustManager trusted, X509Certificate[] chain, String authType)
            throws CertificateRefused {
        try {
            trusted.checkServerTrusted(chain, authType);
            // One that is trusted itself passes the JDK whatever its dates.
            chain[0].checkValidity();
        } catch (CertificateException refused) {
            throw refusal(refused, chain[0]);
        }
    }

    private static CertificateRefused refusal(CertificateException refused, X509Certificate certificate) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return new CertificateRefused(
                        TlsProblem.NOT_VALID_NOW,
                        "the server's certificate, or one that vouches for it, has expired; its own is valid until "
                                + certificate.getNotAfter().toInstant(),
                        refused);
            }
            if (cause instanceof CertificateNotYetValidException) {
                return new CertificateRefused(
                        TlsProblem.NOT_VALID_NOW,
                        "the server's certificate, or one that vouches for it, is not valid yet; its own is valid from "
                                + certificate.getNotBefore().toInstant(),
                        refused);
            }
            // A bad signature: an authority of the same name is trusted, but not the one that issued this.
            if (cause instanceof CertPathBuilderException || cause instanceof SignatureException) {
                return new CertificateRefused(
                        TlsProblem.UNKNOWN_AUTHORITY,
                        "no trusted authority vouches for the server's certificate, which was issued by "
                                + certificate.getIssuerX500Principal().getName(),
                        refused);
            }
        }
        return new CertificateRefused(
                TlsProblem.BAD_CERTIFICATE, "the server's certificate was refused: " + refused.getMessage(), refused);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this side is the client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.map(X509TrustManager::getAcceptedIssuers).orElseGet(() -> new X509Certificate[0]);
    }
}
