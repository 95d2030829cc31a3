package io.granary.testkit;

/**
 * What an engine does on every database: everything that is known of engines but their transactions and pools, for which see {@link
 * TransactionCompliance} and {@link PoolCompliance}.
 *
 * <p>To run it: {@code @Database(DatabaseKind.H2) class H2EngineIT implements EngineCompliance {}}.
 */
public interface EngineCompliance
        extends StatementCompliance,
                ResultCompliance,
                EngineLifeCompliance,
                ConnectionCompliance,
                IsolationCompliance,
                SessionCompliance,
                ListenerCompliance,
                LostLinkCompliance,
                ReconnectCompliance,
                OwnerCompliance,
                StoppingCompliance,
                ValueCompliance,
                TextCompliance {}
