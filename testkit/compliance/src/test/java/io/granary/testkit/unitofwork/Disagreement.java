package io.granary.testkit.unitofwork;

/** The oracle and the session do not agree. */
final class Disagreement extends AssertionError {

    private static final long serialVersionUID = 1L;

    Disagreement(String message) {
        super(message);
    }
}
