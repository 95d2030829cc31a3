package io.granary.examples.musicstore.data;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import org.apache.pekko.actor.typed.ActorSystem;

@Database(DatabaseKind.MYSQL)
class StrategyMySqlIT extends StrategyFacts {

    StrategyMySqlIT(TestDatabase database, ActorSystem<?> system) {
        super(database, system, PART);
    }
}
