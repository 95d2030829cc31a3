package io.granary.testkit;

/**
 * What an engine does on every database: everything that is known of engines but their transactions, for which see {@link
 * TransactionCompliance}.
 *
 * <p>To run it: {@code @Database(DatabaseKind.H2) class H2EngineIT implements EngineCompliance {}}.
 */
public interface EngineCompliance
        extends StatementCompliance,
                ResultCompliance,
                EngineLifeCompliance,
                PoolLimitCompliance,
                PoolKindCompliance,
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
