package io.granary.testkit.orm;

/**
 * What mapped classes and their sessions do on every database: all suites of the ORM.
 *
 * <p>To run it: {@code @Database(DatabaseKind.H2) class H2SessionIT implements MappingCompliance {}}.
 */
public interface MappingCompliance
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
                ListenerChangeCompliance,
                JoinedSessionCompliance,
                ManyRowsCompliance,
                ReferenceCompliance,
                InheritanceCompliance,
                InheritanceWriteCompliance,
                JoinedBulkCompliance,
                JoinedInheritanceCompliance,
                ConcreteInheritanceCompliance,
                LoadingCompliance,
                LoadOptionCompliance,
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
                ViewOnlyCompliance,
                CriteriaCompliance,
                GivenValueCompliance {}
