package io.granary.driver;

import java.util.Optional;

/**
 * Where certificates are read from, when the driver is made. A place is a path, or {@code classpath:} and the name of a resource.
 *
 * @param format how they are written
 * @param place the certificates; in a store the key too
 * @param key the private key, where it has a place of its own
 * @param password what the key, or the store, is locked with
 */
public record CertificateFiles(Format format, String place, Optional<String> key, Optional<String> password) {

    /** How certificates and keys are written. */
    public enum Format {
        /** Text between lines of dashes; a key as PKCS#8. */
        PEM,
        /** A key store of the JDK: PKCS#12 or JKS. */
        STORE
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "CertificateFiles[" + format + ", " + place + "]";
    }
}
