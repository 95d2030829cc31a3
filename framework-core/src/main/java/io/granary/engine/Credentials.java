package io.granary.engine;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;

/**
 * Who logs in to a database, and with which password. What a {@link CredentialsSupplier} gives.
 *
 * @param user the name, not empty
 * @param password the password in clear text; empty text for none. {@link #toString()} never shows it
 */
public record Credentials(String user, String password) {

    /**
     * Checks both.
     *
     * @throws ArgumentException if the name is empty
     */
    public Credentials {
        requireNonNull(password, "password");
        if (requireNonNull(user, "user").isEmpty()) {
            throw ArgumentException.of("The credentials name no user.", "Give the name to log in with.");
        }
    }

    /** {@return the user, without the password} */
    @Override
    public String toString() {
        return "Credentials[user=" + user + ", password=***]";
    }
}
