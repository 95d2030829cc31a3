package io.granary.engine.internal.pool;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.failure;
import static io.granary.engine.internal.pool.PoolUnderTest.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.Priority;
import io.granary.engine.ResultData;
import io.granary.engine.Waiting;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.Lease;
import io.granary.engine.internal.protocol.OwnerGuard;
import io.granary.error.DatabaseException;
import io.granary.error.GranaryException;
import io.granary.error.StaleLeaseException;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedCall;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PoolOwnersTest extends OnPools {

    PoolOwnersTest(ActorTestKit kit, ManualTime time) {
        super(kit, time);
    }

    @Test
    @Tag("F27")
    void rollsBackAndTakesBackWhatAnOwnerHeldThatEnded() {
        PoolUnderTest pool = pool(sized(1, 0));
        ActorRef<String> owner = kit.spawn(idle());
        Lease lease = await(pool.acquire(AcquireTerms.anonymous().ownedBy(owner)));
        await(pool.execute(lease, "insert"));

        kit.stop(owner);

        pool.status("it came back", status -> status.checkedIn() == 1);
        assertThat(pool.database().journal()).contains("rollback#1");
        assertThat(pool.database().openTransactions()).isZero();
        assertThat(lease.status()).isEqualTo(Lease.Status.ENDED);
        assertThat(failure(pool.execute(lease, "late"))).isInstanceOf(StaleLeaseException.class);
        assertThat(pool.lend().connectionId()).isEqualTo(1);
    }

    @Test
    void givesUpAConnectionWhoseStatementOutlivesItsOwner() {
        PoolUnderTest pool = pool(sized(1, 0));
        ActorRef<String> owner = kit.spawn(idle());
        Lease lease = await(pool.acquire(AcquireTerms.anonymous().ownedBy(owner)));
        pool.database().on("hangs").never();
        Promise<ResultData> running = pool.execute(lease, "hangs");
        Promise<ResultData> behind = pool.execute(lease, "waits");
        pool.called(ScriptedCall.EXECUTE, 2);

        kit.stop(owner);

        assertThat(failure(running)).isInstanceOf(GranaryException.class);
        assertThat(failure(behind)).isInstanceOf(StaleLeaseException.class).hasMessageContaining("ended");
        assertThat(pool.database().statements()).doesNotContain("waits");
        pool.isBalanced();
    }

    @Test
    void keepsTheConnectionOfAnOwnerThatEndsWhileItsReleaseRuns() {
        PoolUnderTest pool = pool(sized(1, 0));
        ActorRef<String> owner = kit.spawn(idle());
        Lease lease = await(pool.acquire(AcquireTerms.anonymous().ownedBy(owner)));
        await(pool.execute(lease, "insert"));
        LateAnswer rollback = pool.database().next(ScriptedCall.ROLLBACK).late();
        var unused = pool.release(lease);
        pool.called(ScriptedCall.ROLLBACK, 1);
        TestProbe<String> probe = kit.createTestProbe();
        kit.stop(owner);
        probe.expectTerminated(owner);
        pool.status();

        rollback.release();

        pool.status("it came back", status -> status.checkedIn() == 1);
        assertThat(pool.lend().connectionId()).isEqualTo(1);
        assertThat(pool.status().invalidated()).isZero();
    }

    @Test
    void takesBackAtOnceWhatIsLentToAnOwnerThatEndedWhileItWaited() {
        PoolUnderTest pool = pool(sized(1, 0));
        Lease only = pool.lend();
        ActorRef<String> owner = kit.spawn(idle());
        var unused = pool.acquire(AcquireTerms.anonymous().ownedBy(owner));
        kit.stop(owner);

        pool.giveBack(only);

        pool.isBalanced();
    }

    @Test
    @Tag("F28")
    void seesTheRestartOfAnOwnerByItsGuard() {
        PoolUnderTest pool = pool(sized(1, 0));
        TestProbe<ActorRef<?>> guards = kit.createTestProbe();
        ActorRef<String> owner = kit.spawn(Behaviors.supervise(restarting(guards.getRef()))
                .onFailure(IllegalStateException.class, SupervisorStrategy.restart()));
        ActorRef<?> guard = guards.receiveMessage();
        Lease lease = await(pool.acquire(
                AcquireTerms.anonymous().ownedBy(guard, owner.path().toString())));
        await(pool.execute(lease, "insert"));
        assertThat(pool.holders().get(0).owner()).isEqualTo(owner.path().toString());

        owner.tell("fail");

        pool.status("it came back", status -> status.checkedIn() == 1);
        assertThat(pool.database().openTransactions()).isZero();
        assertThat(guards.receiveMessage()).isNotEqualTo(guard);
    }

    @Test
    void keepsWhatOtherOwnersHold() {
        PoolUnderTest pool = pool(sized(3, 0));
        ActorRef<String> ann = kit.spawn(idle());
        ActorRef<String> ben = kit.spawn(idle());
        Lease first = await(pool.acquire(AcquireTerms.anonymous().ownedBy(ann)));
        Lease second = await(pool.acquire(AcquireTerms.anonymous().ownedBy(ann)));
        Lease other = await(pool.acquire(AcquireTerms.anonymous().ownedBy(ben)));
        pool.giveBack(first);

        kit.stop(ann);

        pool.status("one is lent", status -> status.checkedOut() == 1);
        assertThat(second.status()).isEqualTo(Lease.Status.ENDED);
        assertThat(other.status()).isEqualTo(Lease.Status.OPEN);
        await(pool.execute(other, "select 1"));
    }

    @Test
    @Tag("P25")
    void closesADetachedConnectionWhoseOwnerEnds() {
        PoolUnderTest pool = pool(sized(1, 0));
        ActorRef<String> owner = kit.spawn(idle());
        Lease lease = await(pool.acquire(AcquireTerms.anonymous().ownedBy(owner)));
        await(pool.detach(lease));

        kit.stop(owner);

        pool.called(ScriptedCall.CLOSE, 1);
        pool.isBalanced();
    }

    @Test
    void listsWhoHoldsWhatForHowLong() {
        PoolUnderTest pool = pool(sized(2, 0));
        ActorRef<String> owner = kit.spawn(idle());
        pool.lend();
        pool.passes(Duration.ofSeconds(5));
        await(pool.acquire(AcquireTerms.anonymous().ownedBy(owner, "report")));
        pool.passes(Duration.ofSeconds(1));

        assertThat(pool.holders())
                .extracting("lease", "connection", "owner", "held")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, 1L, "a caller that is no actor", Duration.ofSeconds(6)),
                        org.assertj.core.groups.Tuple.tuple(2L, 2L, "report", Duration.ofSeconds(1)));
    }

    @Test
    void tellsWhoIsAtWorkAndWhoWaits() {
        PoolUnderTest pool = pool(sized(2, 0).withPoolTimeout(Duration.ofSeconds(30)));
        Lease busy = pool.lend();
        Lease quiet = pool.lend();
        await(pool.execute(quiet, "select 1"));
        LateAnswer late = pool.database().on("select slowly").late();
        Promise<ResultData> running = pool.execute(busy, "select slowly");
        pool.called(ScriptedCall.EXECUTE, 3);
        var unused = pool.acquire(
                AcquireTerms.anonymous().ownedBy(kit.spawn(idle()), "low").with(Priority.LOW));
        var unused2 = pool.acquire(
                AcquireTerms.anonymous().ownedBy(kit.spawn(idle()), "high").with(Priority.HIGH));
        pool.passes(Duration.ofSeconds(10));

        assertThat(pool.holders())
                .extracting("lease", "busy", "operations")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(busy.number(), true, 1L),
                        org.assertj.core.groups.Tuple.tuple(quiet.number(), false, 1L));
        assertThat(pool.waiters())
                .containsExactly(
                        new Waiting("high", Priority.HIGH, Duration.ofSeconds(10), Duration.ofSeconds(20)),
                        new Waiting("low", Priority.LOW, Duration.ofSeconds(10), Duration.ofSeconds(20)));

        late.release();
        await(running);
    }

    @Test
    @Tag("F65")
    void takesNothingBackAtOnceAfterTheProcessStoodStill() {
        PoolUnderTest pool =
                pool(sized(2, 0).withMaxLease(Duration.ofSeconds(10)).withPoolTimeout(Duration.ofSeconds(10)));
        Lease first = pool.lend();
        Lease second = pool.lend();
        Promise<Lease> waits = pool.acquire();
        Promise<Lease> waitsOn = pool.acquire();
        pool.standsStill(Duration.ofSeconds(20));

        pool.passes(Duration.ofSeconds(1));
        pool.status();
        assertThat(first.status()).isEqualTo(Lease.Status.OPEN);
        assertThat(waits).isNotDone();
        pool.giveBack(first);
        pool.giveBack(await(waits));
        await(waitsOn);
        pool.passes(Duration.ofSeconds(1));

        pool.status("what was not given back is taken back", status -> second.status() == Lease.Status.ENDED);
    }

    @Test
    void takesBackWhatAStrangerHoldsForTooLong() {
        PoolUnderTest pool = pool(sized(2, 0).withMaxLease(Duration.ofSeconds(10)));
        ActorRef<String> owner = kit.spawn(idle());
        Lease watched = await(pool.acquire(AcquireTerms.anonymous().ownedBy(owner)));
        Lease strange = pool.lend();
        await(pool.execute(strange, "insert"));

        pool.passes(Duration.ofSeconds(10));
        assertThat(pool.status().checkedOut()).isEqualTo(2);
        pool.passes(Duration.ofSeconds(1));

        pool.status("it came back", status -> status.checkedOut() == 1);
        assertThat(strange.status()).isEqualTo(Lease.Status.ENDED);
        assertThat(watched.status()).isEqualTo(Lease.Status.OPEN);
        assertThat(pool.database().openTransactions()).isZero();
        assertThat(failure(pool.execute(strange, "late"))).isNotInstanceOf(DatabaseException.class);
    }

    private static Behavior<String> idle() {
        return Behaviors.receive(String.class).build();
    }

    private static Behavior<String> restarting(ActorRef<ActorRef<?>> guards) {
        return Behaviors.setup(context -> {
            guards.tell(OwnerGuard.of(context));
            return Behaviors.receive(String.class)
                    .onMessageEquals("fail", () -> {
                        throw new IllegalStateException("as told");
                    })
                    .build();
        });
    }
}
