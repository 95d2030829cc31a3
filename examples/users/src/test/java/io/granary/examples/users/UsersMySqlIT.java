package io.granary.examples.users;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;

@Database(DatabaseKind.MYSQL)
class UsersMySqlIT implements UsersFacts {}
