package io.granary.testkit;

/** Statements that are built, run on a real database. */
public interface BuiltStatementCompliance
        extends QueryCompliance,
                SubqueryCompliance,
                ChangeCompliance,
                OneRowCompliance,
                ManyRowsCompliance,
                UpsertCompliance,
                FeatureCompliance {}
