package io.granary.engine.internal;

import io.granary.driver.DriverException;
import io.granary.driver.TlsProblem;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.TlsException;

/** From a link that could not be encrypted as asked to the exception a user gets. */
public final class TlsRefusals {

    private TlsRefusals() {}

    /**
     * {@return the exception}
     *
     * @param problem why
     * @param failure what the driver found
     */
    public static TlsException exception(TlsProblem problem, DriverException failure) {
        return new TlsException(
                ErrorReport.of(ErrorCode.TLS, "No connection as encrypted as asked: " + failure.message() + ".")
                        .with("reason", problem.words())
                        .hint(hint(problem)),
                failure.getCause());
    }

    private static String hint(TlsProblem problem) {
        return switch (problem) {
            case NO_TLS ->
                "turn TLS on at the server; or, if whoever is on the way may read and change everything, use ssl-mode=disable";
            case UNKNOWN_AUTHORITY -> "name the file of the authority that issued it: ssl-root-cert=/path/ca.pem";
            case NOT_VALID_NOW -> "renew the certificate at the server; compare the clocks of both machines";
            case WRONG_HOST ->
                "connect to a name that it is for, or have one issued for this host; ssl-mode=verify-ca takes any host's";
            case BAD_CERTIFICATE -> "have the server's certificate issued anew, by today's rules";
            case HANDSHAKE ->
                "see the server's log; where it asks for a client's certificate, set ssl-cert and ssl-key";
            case NOT_ENCRYPTED ->
                "something between, such as a pooler, may end TLS and go on in plain text; if that is meant to be,"
                        + " set ssl-session-check=false";
        };
    }
}
