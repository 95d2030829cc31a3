package io.granary.testkit;

/**
 * What transactions do on every database.
 *
 * <p>To run it: {@code @Database(DatabaseKind.H2) class H2TransactionIT implements TransactionCompliance {}}.
 */
public interface TransactionCompliance
        extends RootTransactionCompliance,
                FirstStepCompliance,
                SavepointCompliance,
                FailedTransactionCompliance,
                ScopeCompliance,
                RetryingCompliance {}
