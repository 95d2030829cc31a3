package io.granary.engine.internal.pool;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.failure;
import static io.granary.engine.internal.pool.PoolUnderTest.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.internal.Answer;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.Lease;
import io.granary.error.GranaryException;
import io.granary.testkit.fixtures.ScriptedCall;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Connection actors that throw, which would be a defect of ours. */
class PoolCrashTest extends OnPools {

    PoolCrashTest(ActorTestKit kit, ManualTime time) {
        super(kit, time);
    }

    @Test
    @Tag("F61")
    void losesOnlyTheConnectionWhoseActorCrashes() {
        PoolUnderTest pool = pool(sized(2, 0));
        Lease crashing = pool.lend();
        Lease other = pool.lend();
        await(pool.execute(crashing, "insert"));
        Promise<Lease> waits = pool.acquire();

        crashing.connection().tell(new ConnectionCommand.Unwrap(crashing.number(), crash()));

        Lease next = await(waits);
        assertThat(next.connectionId()).isEqualTo(3);
        pool.called(ScriptedCall.CLOSE, 1);
        assertThat(failure(pool.execute(crashing, "select 1"))).isInstanceOf(GranaryException.class);
        await(pool.execute(other, "select 2"));
        pool.giveBack(next, other);
        pool.isBalanced();
        assertThat(pool.database().openConnections()).isEqualTo(2);
    }

    private static <T> Answer<T> crash() {
        return new Answer<>() {
            @Override
            public void offer(T value, Runnable refused) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void fail(GranaryException failure) {
                throw new IllegalStateException("on purpose");
            }
        };
    }
}
