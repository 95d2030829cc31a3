package io.granary.testkit.orm;

/**
 * What sessions do on every database.
 *
 * <p>To run it: {@code @Database(DatabaseKind.H2) class H2SessionIT implements OrmCompliance {}}.
 */
public interface OrmCompliance
        extends SessionStateCompliance,
                SessionTransactionCompliance,
                UnitOfWorkCompliance,
                MergeCompliance,
                AttachmentCompliance,
                SavepointObjectsCompliance,
                ExpiryCompliance,
                OrphanCompliance,
                RowOrderCompliance,
                KeyCompliance,
                VersionCompliance,
                CallbackCompliance,
                SessionActorCompliance,
                BulkCompliance,
                SessionListenerCompliance,
                JoinedSessionCompliance,
                ManyRowsCompliance,
                ReferenceCompliance,
                InheritanceCompliance,
                JoinedInheritanceCompliance,
                ConcreteInheritanceCompliance,
                LoadingCompliance,
                PartialLoadingCompliance,
                LoadDefaultsCompliance,
                KeyedMapCompliance,
                WriteOnlyCompliance,
                LoaderCompliance,
                RelationshipQueryCompliance,
                LoadedBeforeCompliance,
                ColumnPropertyCompliance,
                ValidatorCompliance,
                HybridCompliance,
                AssociationProxyCompliance,
                OfTypeCompliance,
                ViewOnlyCompliance {}
