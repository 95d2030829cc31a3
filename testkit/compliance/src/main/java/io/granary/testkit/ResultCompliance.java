package io.granary.testkit;

/** What the results of real databases are called, how they are read, and how they end. */
public interface ResultCompliance extends ResultNameCompliance, ResultRowCompliance, ResultLifeCompliance {}
