package io.granary.examples.sqltour;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;

@Database(DatabaseKind.MARIADB)
class SqlTourMariaDbIT extends SqlTourFacts {}
