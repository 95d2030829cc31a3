package io.granary.examples.quickstart;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;

@Database(DatabaseKind.H2)
class TourH2IT extends TourFacts {}
