package io.granary.driver;

import static java.util.Objects.requireNonNull;

/**
 * Who logs in.
 *
 * @param user the name
 * @param password the password, may be empty
 */
public record DriverLogin(String user, String password) {

    /** Checks both. */
    public DriverLogin {
        requireNonNull(user, "user");
        requireNonNull(password, "password");
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "DriverLogin[" + user + "]";
    }
}
