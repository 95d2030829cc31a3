package io.granary.driver;

import java.util.Optional;

/**
 * How a link is to be encrypted.
 *
 * @param encryption whether at all
 * @param checksAuthority whether a trusted authority must vouch for the server's certificate
 * @param checksHost whether that certificate must name the host that was connected to
 * @param asksSession whether the server is asked, after the log-in, if the session is encrypted
 * @param trust the authorities to trust; empty for those of the JVM
 * @param identity the client's own certificate and key, if it has one
 */
public record TlsSettings(
        Encryption encryption,
        boolean checksAuthority,
        boolean checksHost,
        boolean asksSession,
        Optional<CertificateFiles> trust,
        Optional<CertificateFiles> identity) {

    /** Whether a link is encrypted. */
    public enum Encryption {
        /** Never. */
        NONE,
        /** Where the server offers it; else the link is plain text. */
        IF_OFFERED,
        /** Always; what cannot be encrypted fails. */
        REQUIRED
    }
}
