package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.trees.ExpressionCompliance;

@Database(DatabaseKind.MARIADB)
class MariaDbRandomIT implements ExpressionCompliance {}
