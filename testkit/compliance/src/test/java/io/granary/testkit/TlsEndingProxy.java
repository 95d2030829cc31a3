package io.granary.testkit;

import io.granary.testkit.fixtures.TestCertificate;
import io.granary.testkit.fixtures.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** As a pooler in front of PostgreSQL: speaks TLS with its client and plain text with the server. Its threads are daemons. */
final class TlsEndingProxy implements AutoCloseable {

    private static final int SSL_REQUEST_BYTES = 8;

    private final ServerSocket door;
    private final TestDatabase target;
    private final SSLContext context;

    private TlsEndingProxy(ServerSocket door, TestDatabase target, SSLContext context) {
        this.door = door;
        this.target = target;
        this.context = context;
    }

    static TlsEndingProxy to(TestDatabase target, TestCertificate certificate) {
        try (InputStream in = Files.newInputStream(certificate.store())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            char[] password = certificate.password().toCharArray();
            keys.load(in, password);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            TlsEndingProxy proxy =
                    new TlsEndingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target, context);
            proxy.daemon(proxy::accept);
            return proxy;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    TestDatabase front() {
        return target.at("localhost", door.getLocalPort());
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                daemon(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try {
            client.getInputStream().readNBytes(SSL_REQUEST_BYTES);
            client.getOutputStream().write('S');
            SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(client, null, true);
            secure.setUseClientMode(false);
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target.port());
            daemon(() -> pump(server, secure));
            pump(secure, server);
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[8192];
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                out.write(some, 0, read);
                out.flush();
            }
        } catch (IOException ended) {
            // One side is gone; closing both is the answer.
        }
    }

    private void daemon(Runnable work) {
        Thread thread = new Thread(work, "tls-ending-proxy");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((who, failure) -> {});
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
