package io.granary.examples.musicstore.data;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import org.apache.pekko.actor.typed.ActorSystem;

@Database(DatabaseKind.H2)
class StrategyH2IT extends StrategyFacts {

    StrategyH2IT(TestDatabase database, ActorSystem<?> system) {
        super(database, system, Scale.LARGE);
    }
}
