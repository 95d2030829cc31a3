package io.granary.engine.internal.connection;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed hashes (RFC 2104) of values. The key is random and new in each JVM, so that a small value cannot be found by hashing all small
 * values, and equal values are told within one run only.
 */
final class Fingerprints {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    /** Enough to tell millions of values apart, and short enough to read. */
    private static final int SHOWN_BYTES = 6;

    private static final SecretKeySpec KEY = randomKey();

    private Fingerprints() {}

    private static SecretKeySpec randomKey() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    /** Twelve hexadecimal digits, the same for equal texts of one type. */
    static String of(String type, byte[] value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(KEY);
            mac.update(type.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(value), 0, SHOWN_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
