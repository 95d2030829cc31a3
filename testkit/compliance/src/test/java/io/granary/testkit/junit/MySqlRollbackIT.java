package io.granary.testkit.junit;

@Database(Product.MYSQL)
class MySqlRollbackIT implements RollbackFacts {}
