package io.granary.testkit;

/** A call of the driver port that a {@link ScriptedDriver} can be told how to answer. */
public enum DriverCall {
    /** {@code Driver.open()}. */
    OPEN("open"),
    /** {@code DriverConnection.execute(statement, receiver)}. */
    EXECUTE("execute"),
    /** {@code DriverConnection.begin(mode)}. */
    BEGIN("begin"),
    /** {@code DriverConnection.commit()}. */
    COMMIT("commit"),
    /** {@code DriverConnection.rollback()}. */
    ROLLBACK("rollback"),
    /** {@code DriverConnection.savepoint(name)}. */
    SAVEPOINT("savepoint"),
    /** {@code DriverConnection.releaseSavepoint(name)}. */
    RELEASE_SAVEPOINT("release"),
    /** {@code DriverConnection.rollbackToSavepoint(name)}. */
    ROLLBACK_TO_SAVEPOINT("rollbackTo"),
    /** {@code DriverConnection.ping()}. */
    PING("ping"),
    /** {@code DriverConnection.cancel()}. */
    CANCEL("cancel"),
    /** {@code DriverConnection.close()}. */
    CLOSE("close");

    private final String label;

    DriverCall(String label) {
        this.label = label;
    }

    /** {@return the word the journal uses for it} */
    public String label() {
        return label;
    }
}
