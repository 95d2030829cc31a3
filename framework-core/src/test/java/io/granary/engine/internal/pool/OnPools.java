package io.granary.engine.internal.pool;

import io.granary.driver.Driver;
import io.granary.engine.EngineOptions;
import io.granary.testkit.fixtures.Actors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.AfterEach;

/** Pools whose time the test lets pass, stopped when it has ended. */
@Actors(manualTime = true)
abstract class OnPools {

    final ActorTestKit kit;
    private final ManualTime time;
    private final List<PoolUnderTest> pools = new ArrayList<>();

    OnPools(ActorTestKit kit, ManualTime time) {
        this.kit = kit;
        this.time = time;
    }

    @AfterEach
    void stopPools() {
        pools.forEach(PoolUnderTest::stop);
    }

    /** A pool that has opened nothing. */
    PoolUnderTest pool(EngineOptions options) {
        return pool(options, driver -> driver);
    }

    /** A pool on a driver that does something around the scripted one. */
    PoolUnderTest pool(EngineOptions options, Function<Driver, Driver> around) {
        PoolUnderTest pool = PoolUnderTest.around(kit, time, options, around);
        pools.add(pool);
        return pool;
    }
}
