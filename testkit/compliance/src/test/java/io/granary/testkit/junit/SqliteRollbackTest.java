package io.granary.testkit.junit;

@Database(Product.SQLITE)
class SqliteRollbackTest implements RollbackFacts {}
