package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;

@Database(DatabaseKind.MYSQL)
class MySqlFaultsIT implements FaultCompliance, ExitFacts, MySqlValueFacts {}
