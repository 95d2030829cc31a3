package io.granary.examples.sqltour;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;

@Database(DatabaseKind.H2)
class SqlTourH2IT extends SqlTourFacts {}
