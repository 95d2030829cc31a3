package io.granary.driver.r2dbc;

import io.granary.driver.CertificateFiles;
import io.granary.driver.DriverException;
import io.granary.driver.TlsSettings;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Certificates and keys, read once, for the TLS contexts that drivers build. */
final class TlsMaterial {

    private static final String CLASSPATH = "classpath:";

    private final TlsSettings settings;
    private final Optional<X509TrustManager> authorities;
    private final UnaryOperator<SslContextBuilder> identity;

    private TlsMaterial(
            TlsSettings settings, Optional<X509TrustManager> authorities, UnaryOperator<SslContextBuilder> identity) {
        this.settings = settings;
        this.authorities = authorities;
        this.identity = identity;
    }

    /** Reads what the settings name; fails with {@link DriverException} that names the file it cannot use. */
    static TlsMaterial read(TlsSettings settings) {
        Optional<X509TrustManager> authorities =
                settings.checksAuthority() ? Optional.of(authorities(settings.trust())) : Optional.empty();
        UnaryOperator<SslContextBuilder> identity =
                settings.identity().map(TlsMaterial::identity).orElse(builder -> builder);
        try {
            // A wrong password shows here and not at the first connect.
            SslContextBuilder unused = identity.apply(SslContextBuilder.forClient());
        } catch (IllegalArgumentException unusable) {
            throw refused(settings.identity().orElseThrow(), unusable);
        }
        return new TlsMaterial(settings, authorities, identity);
    }

    /** What makes a driver's TLS context ours, for connections to a host. */
    UnaryOperator<SslContextBuilder> contextFor(String host) {
        ServerTrust trust = new ServerTrust(authorities, settings.checksHost() ? Optional.of(host) : Optional.empty());
        return builder -> identity.apply(builder.trustManager(trust));
    }

    private static X509TrustManager authorities(Optional<CertificateFiles> files) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(files.isPresent() ? trusted(files.get()) : null);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    return x509;
                }
            }
            throw new GeneralSecurityException("this JVM has no trust manager for X.509");
        } catch (GeneralSecurityException unusable) {
            throw files.map(named -> refused(named, unusable))
                    .orElseGet(() -> refused("the authorities that this JVM trusts", unusable));
        }
    }

    private static KeyStore trusted(CertificateFiles files) throws GeneralSecurityException {
        if (files.format() == CertificateFiles.Format.STORE) {
            KeyStore store = store(files);
            if (store.size() == 0) {
                throw new GeneralSecurityException("it holds no certificate; was the password given?");
            }
            return store;
        }
        try (InputStream in = open(files.place())) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + ++number, certificate);
            }
            if (number == 0) {
                throw new GeneralSecurityException("it holds no certificate");
            }
            return store;
        } catch (IOException unreadable) {
            throw refused(files, unreadable);
        }
    }

    private static UnaryOperator<SslContextBuilder> identity(CertificateFiles files) {
        return switch (files.format()) {
            case PEM -> builder -> withPemKey(builder, files);
            case STORE -> {
                try {
                    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                    keys.init(store(files), secret(files));
                    yield builder -> builder.keyManager(keys);
                } catch (GeneralSecurityException unusable) {
                    throw refused(files, unusable);
                }
            }
        };
    }

    private static SslContextBuilder withPemKey(SslContextBuilder builder, CertificateFiles files) {
        String key = files.key().orElse(files.place());
        try (InputStream chain = open(files.place());
                InputStream secret = open(key)) {
            return builder.keyManager(chain, secret, files.password().orElse(null));
        } catch (IOException unreadable) {
            throw refused(files.place() + " or " + key, unreadable);
        }
    }

    private static KeyStore store(CertificateFiles files) throws GeneralSecurityException {
        try (InputStream in = open(files.place())) {
            // The default type reads both PKCS#12 and JKS.
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(in, secret(files));
            return store;
        } catch (IOException unreadable) {
            throw refused(files, unreadable);
        }
    }

    private static char @Nullable [] secret(CertificateFiles files) {
        return files.password().map(String::toCharArray).orElse(null);
    }

    private static InputStream open(String place) throws IOException {
        if (!place.startsWith(CLASSPATH)) {
            return Files.newInputStream(Path.of(place));
        }
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context == null ? TlsMaterial.class.getClassLoader() : context;
        InputStream resource = loader.getResourceAsStream(place.substring(CLASSPATH.length()));
        if (resource == null) {
            throw new FileNotFoundException("no such resource");
        }
        return resource;
    }

    private static DriverException refused(CertificateFiles files, Exception why) {
        String place = files.key().map(key -> files.place() + " and " + key).orElse(files.place());
        return refused(place, why);
    }

    private static DriverException refused(String what, Exception why) {
        String reason = why instanceof NoSuchFileException ? "no such file" : String.valueOf(why.getMessage());
        return new DriverException(
                DriverException.Origin.REFUSED, "cannot use " + what + ": " + reason, null, 0, null, why);
    }
}
