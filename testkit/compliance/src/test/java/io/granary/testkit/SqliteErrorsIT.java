package io.granary.testkit;

import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;

@Actors
@Database(DatabaseKind.SQLITE)
class SqliteErrorsIT implements ErrorCompliance {}
