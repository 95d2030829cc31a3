package io.granary.driver.r2dbc;

import io.granary.driver.TlsProblem;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** A server's certificate that is not accepted, with a reason that survives its way through handshake and driver. */
final class CertificateRefused extends CertificateException {

    private static final long serialVersionUID = 1L;

    private final TlsProblem problem;

    CertificateRefused(TlsProblem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    TlsProblem problem() {
        return problem;
    }
}
