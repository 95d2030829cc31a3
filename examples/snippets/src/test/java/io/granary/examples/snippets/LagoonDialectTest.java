package io.granary.examples.snippets;

import io.granary.testkit.FeatureCompliance;
import io.granary.testkit.TypeCompliance;
import io.granary.testkit.fixtures.ForeignDatabase;

// #suites
@ForeignDatabase(LagoonServer.class)
class LagoonDialectTest implements FeatureCompliance, TypeCompliance {}
// #suites
