package io.granary.examples.sqltour;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;

@Database(DatabaseKind.MYSQL)
class SqlTourMySqlIT extends SqlTourFacts {}
