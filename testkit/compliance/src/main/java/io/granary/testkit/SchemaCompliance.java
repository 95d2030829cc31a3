package io.granary.testkit;

/** Everything that has to do with making, dropping and looking at tables. */
public interface SchemaCompliance extends SchemaCreationCompliance, SchemaPartsCompliance, InspectorCompliance {}
