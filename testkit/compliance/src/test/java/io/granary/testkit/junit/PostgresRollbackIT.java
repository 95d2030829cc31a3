package io.granary.testkit.junit;

@Database(Product.POSTGRESQL)
class PostgresRollbackIT implements RollbackFacts {}
