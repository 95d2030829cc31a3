package io.granary.testkit;

import io.granary.engine.Credentials;
import io.granary.engine.CredentialsSupplier;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives the passwords it was told, in order, and the last of them again and again; counts how often it was asked. */
final class RotatingCredentials implements CredentialsSupplier {

    private final String user;
    private final Queue<String> passwords = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();

    RotatingCredentials(String user, String... passwords) {
        this.user = user;
        then(passwords);
    }

    /** Adds what to give next. */
    void then(String... more) {
        for (String password : more) {
            passwords.add(password);
        }
    }

    int asked() {
        return asked.get();
    }

    @Override
    public CompletionStage<Credentials> credentials() {
        asked.incrementAndGet();
        return CompletableFuture.completedFuture(new Credentials(user, next()));
    }

    /** Several connects ask at once; one of two that both saw the last but one must not take the last. */
    private synchronized String next() {
        return passwords.size() > 1 ? passwords.remove() : passwords.element();
    }
}
