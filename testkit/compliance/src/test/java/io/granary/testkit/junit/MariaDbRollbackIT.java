package io.granary.testkit.junit;

@Database(Product.MARIADB)
class MariaDbRollbackIT implements RollbackFacts {}
