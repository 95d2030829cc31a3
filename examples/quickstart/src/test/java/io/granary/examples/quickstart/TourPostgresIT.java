package io.granary.examples.quickstart;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;

@Database(DatabaseKind.POSTGRESQL)
class TourPostgresIT extends TourFacts {}
