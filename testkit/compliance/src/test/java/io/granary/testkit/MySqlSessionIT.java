package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.orm.OrmCompliance;

@Database(DatabaseKind.MYSQL)
class MySqlSessionIT implements OrmCompliance, SessionLinkFacts {}
