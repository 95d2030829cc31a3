package io.granary.examples.users;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;

@Database(DatabaseKind.H2)
class UsersH2IT implements UsersFacts {}
