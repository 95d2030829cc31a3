package io.granary.testkit.junit;

/** Without a word on the database, it is H2. */
class H2RollbackTest implements RollbackFacts {}
