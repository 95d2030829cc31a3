package io.granary.examples.musicstore.data;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import org.apache.pekko.actor.typed.ActorSystem;

@Database(DatabaseKind.POSTGRESQL)
class StrategyPostgresIT extends StrategyFacts {

    StrategyPostgresIT(TestDatabase database, ActorSystem<?> system) {
        super(database, system, PART);
    }
}
