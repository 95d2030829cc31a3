package io.granary.engine.internal.connection;

import static io.granary.engine.internal.connection.ConnectionCommand.End.INNERMOST;
import static io.granary.engine.internal.connection.ConnectionCommand.End.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.driver.TransactionMode;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TransactionStateTest {

    private static final TransactionMode MODE = new TransactionMode(Optional.of("SERIALIZABLE"), Optional.of(true));
    private static final Step BEGIN = new Step.Begin(MODE);

    private final TransactionState state = new TransactionState();

    // ---- beginning

    @Test
    void beginsWithTheFirstStatementAndNotWithTheSecond() {
        assertThat(state.beforeStatement(MODE, false)).containsExactly(BEGIN);
        assertThat(state.beforeStatement(MODE, false)).isEmpty();
        assertThat(state.snapshot().active()).hasSize(1);
    }

    @Test
    void beginsNothingForAStatementInAutocommit() {
        assertThat(state.beforeStatement(MODE, true)).isEmpty();
        assertThat(state.inTransaction()).isFalse();
    }

    @Test
    void keepsATransactionInAutocommitToItself() {
        assertThat(state.begin(MODE, true, false)).isEmpty();
        assertThat(state.inTransaction()).isTrue();
        assertThat(state.onServer()).isFalse();
        assertThat(state.beginNested(MODE, true, false)).isEmpty();

        assertThat(state.commit(INNERMOST)).isEmpty();
        state.ended(INNERMOST, false);
        assertThat(state.commit(ROOT)).isEmpty();
        state.ended(ROOT, false);

        assertThat(state.inTransaction()).isFalse();
    }

    @Test
    void refusesWhatBelievesInATransactionThatIsInAutocommit() {
        state.begin(MODE, true, false);

        assertThatThrownBy(() -> state.beforeStatement(MODE, false))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("begun by a view in autocommit");
        assertThatThrownBy(() -> state.beginNested(MODE, false, false)).isInstanceOf(InvalidRequestException.class);
        assertThat(state.beforeStatement(MODE, true)).isEmpty();
    }

    @Test
    void doesNotMarkAnAutocommitTransactionAsFailed() {
        state.begin(MODE, true, false);

        state.statementFailed(failure());

        assertThat(state.snapshot().pendingRollback()).isFalse();
        assertThat(state.rollback(ROOT)).isEmpty();
    }

    @Test
    @Tag("TX07")
    void refusesToBeginTwice() {
        state.begin(MODE, false, false);

        assertThatThrownBy(() -> state.begin(MODE, false, false))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("already initialized a transaction")
                .hasMessageContaining("autobegin");
    }

    @Test
    @Tag("TX07")
    void refusesToBeginAfterTheFirstStatementBegan() {
        state.beforeStatement(MODE, false);

        assertThatThrownBy(() -> state.begin(MODE, false, false)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    @Tag("TX25")
    void beginsTheRootForASavepointWithoutOne() {
        assertThat(state.beginNested(MODE, false, false)).containsExactly(BEGIN, new Step.SetSavepoint("granary_sp_1"));
        assertThat(state.snapshot().inNested()).isTrue();
    }

    @Test
    void givesEachSavepointANameOfItsOwn() {
        state.beginNested(MODE, false, false);

        assertThat(state.beginNested(MODE, false, false)).containsExactly(new Step.SetSavepoint("granary_sp_2"));
    }

    @Test
    void countsSavepointsAnewOnTheNextLease() {
        state.beginNested(MODE, false, false);
        state.clear();

        assertThat(state.beginNested(MODE, false, false)).contains(new Step.SetSavepoint("granary_sp_1"));
    }

    @Test
    void forgetsALevelThatCouldNotBeBegun() {
        state.begin(MODE, false, false);
        state.beginNested(MODE, false, false);

        state.beginFailed();

        assertThat(state.snapshot().active()).hasSize(1);
    }

    // ---- ending

    @Test
    void commitsTheRootAndReleasesASavepoint() {
        long root = begin();
        long savepoint = nested();

        assertThat(state.commit(savepoint)).containsExactly(new Step.ReleaseSavepoint("granary_sp_1"));
        assertThat(state.commit(root)).containsExactly(new Step.Commit());
    }

    @Test
    void rollsTheRootBackAndASavepointToItsName() {
        long root = begin();
        long savepoint = nested();

        assertThat(state.rollback(savepoint)).containsExactly(new Step.RollbackToSavepoint("granary_sp_1"));
        assertThat(state.rollback(root)).containsExactly(new Step.Rollback());
    }

    @Test
    void takesTheInnermostOrTheRootWithoutANumber() {
        long root = begin();
        long savepoint = nested();

        assertThat(state.commit(INNERMOST)).isEqualTo(state.commit(savepoint));
        assertThat(state.commit(ROOT)).isEqualTo(state.commit(root));
        assertThat(state.innermost()).isEqualTo(savepoint);
    }

    @Test
    void endsNothingWhereThereIsNothingAndNoNumberIsGiven() {
        assertThat(state.commit(ROOT)).isEmpty();
        assertThat(state.commit(INNERMOST)).isEmpty();
        assertThat(state.rollback(ROOT)).isEmpty();
        assertThat(state.rollback(INNERMOST)).isEmpty();
        assertThat(state.isOpen(ROOT)).isFalse();
        assertThat(state.isOpen(INNERMOST)).isFalse();
    }

    @Test
    @Tag("TX13")
    void refusesToCommitWhatHasEndedAndRollsItBackSilently() {
        long root = begin();
        state.ended(root, false);

        assertThatThrownBy(() -> state.commit(root))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("inactive");
        assertThat(state.rollback(root)).isEmpty();
    }

    @Test
    @Tag("TX19")
    @Tag("TX23")
    void endsTheSavepointsWithTheRoot() {
        long root = begin();
        long savepoint = nested();

        state.ended(root, false);

        assertThat(state.isOpen(savepoint)).isFalse();
        assertThat(state.snapshot()).isEqualTo(TransactionSnapshot.NONE);
    }

    @Test
    @Tag("TX20")
    void keepsTheSavepointAroundOneThatEnds() {
        long root = begin();
        long outer = nested();
        long inner = nested();

        state.ended(inner, false);

        assertThat(state.snapshot().active()).containsExactly(root, outer);
    }

    @Test
    void changesNothingWhenWhatIsUnknownEnds() {
        begin();

        state.ended(99, false);

        assertThat(state.snapshot().active()).hasSize(1);
    }

    // ---- failing

    @Test
    void stopsEverythingButARollbackAfterAStatementFailed() {
        long root = begin();
        state.statementFailed(failure());

        assertThatThrownBy(() -> state.beforeStatement(MODE, false)).isInstanceOf(PendingRollbackException.class);
        assertThatThrownBy(() -> state.beginNested(MODE, false, false)).isInstanceOf(PendingRollbackException.class);
        assertThatThrownBy(() -> state.commit(root))
                .isInstanceOf(PendingRollbackException.class)
                .hasMessageContaining("This transaction failed")
                .hasCause(failure);
        assertThat(state.rollback(root)).containsExactly(new Step.Rollback());
    }

    @Test
    void isInactiveAfterACommitThatWasRefused() {
        long root = begin();
        state.statementFailed(failure());
        assertThat(state.snapshot().active()).containsExactly(root);

        assertThatThrownBy(() -> state.commit(root)).isInstanceOf(PendingRollbackException.class);

        assertThat(state.snapshot().active()).isEmpty();
        assertThat(state.snapshot().pendingRollback()).isTrue();
        assertThat(state.inTransaction()).isTrue();
    }

    @Test
    void goesOnAfterTheFailedSavepointIsRolledBack() {
        begin();
        long savepoint = nested();
        state.statementFailed(failure());
        assertThatThrownBy(() -> state.commit(savepoint))
                .isInstanceOf(PendingRollbackException.class)
                .hasMessageContaining("This savepoint failed");

        assertThat(state.rollback(savepoint)).containsExactly(new Step.RollbackToSavepoint("granary_sp_1"));
        state.ended(savepoint, false);

        assertThat(state.beforeStatement(MODE, false)).isEmpty();
        assertThat(state.commit(ROOT)).containsExactly(new Step.Commit());
    }

    @Test
    void refusesToCommitTheRootOverAFailedSavepoint() {
        long root = begin();
        nested();
        state.statementFailed(failure());

        assertThatThrownBy(() -> state.commit(root)).isInstanceOf(PendingRollbackException.class);
    }

    @Test
    void keepsTheFirstFailure() {
        long root = begin();
        GranaryException first = failure();
        state.statementFailed(first);
        state.statementFailed(InvalidRequestException.of("A later one.", "none"));

        assertThatThrownBy(() -> state.commit(root)).hasCause(first);
    }

    @Test
    void takesNoNoteOfAFailureWithoutATransaction() {
        state.statementFailed(failure());
        state.beginFailed();

        assertThat(state.snapshot()).isEqualTo(TransactionSnapshot.NONE);
    }

    @Test
    @Tag("TX14")
    @Tag("RC04")
    void waitsForTheRollbackOfARootWhoseCommitFailed() {
        long root = begin();

        state.endFailed(root, failure());

        assertThat(state.snapshot()).isEqualTo(new TransactionSnapshot(List.of(), true));
        assertThatThrownBy(() -> state.beforeStatement(MODE, false)).isInstanceOf(PendingRollbackException.class);
        assertThat(state.rollback(root)).containsExactly(new Step.Rollback());
    }

    @Test
    @Tag("TX26")
    @Tag("TX28")
    void blamesTheLevelAroundASavepointWhoseEndFailed() {
        long root = begin();
        long savepoint = nested();

        state.endFailed(savepoint, failure());

        assertThat(state.isOpen(savepoint)).isFalse();
        assertThat(state.rollback(savepoint)).isEmpty();
        assertThat(state.snapshot()).isEqualTo(new TransactionSnapshot(List.of(root), true));
        assertThatThrownBy(() -> state.commit(root)).isInstanceOf(PendingRollbackException.class);
        assertThat(state.rollback(root)).containsExactly(new Step.Rollback());
    }

    @Test
    void takesNoNoteOfAFailedEndOfNothing() {
        state.endFailed(ROOT, failure());

        assertThat(state.inTransaction()).isFalse();
    }

    // ---- scopes

    @Test
    @Tag("TX11")
    void stopsAScopeWhoseTransactionWasEndedByHand() {
        state.begin(MODE, false, true);
        long root = state.innermost();
        state.ended(root, false);

        assertThatThrownBy(() -> state.beforeStatement(MODE, false))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("ended by hand");
        assertThatThrownBy(() -> state.begin(MODE, false, false)).isInstanceOf(InvalidRequestException.class);
        assertThat(state.leaveScope(root)).isTrue();
        assertThat(state.leaveScope(root)).isFalse();
        assertThat(state.beforeStatement(MODE, false)).containsExactly(BEGIN);
    }

    @Test
    void stopsNothingWhenTheScopeItselfEndsItsTransaction() {
        state.begin(MODE, false, true);
        long root = state.innermost();

        state.ended(root, true);

        assertThat(state.leaveScope(root)).isFalse();
        assertThat(state.beforeStatement(MODE, false)).containsExactly(BEGIN);
    }

    @Test
    void stopsTheScopeOfASavepointThatEndedWithItsRoot() {
        long root = begin();
        state.beginNested(MODE, false, true);
        long savepoint = state.innermost();

        state.ended(root, true);

        assertThat(state.leaveScope(savepoint)).isTrue();
    }

    @Test
    void forgetsInterruptedScopesWithTheLease() {
        state.begin(MODE, false, true);
        state.ended(ROOT, false);

        state.clear();

        assertThat(state.beforeStatement(MODE, false)).containsExactly(BEGIN);
    }

    // ---- what is published

    @Test
    void publishesTheOpenTransactionsFromTheRootInwards() {
        long root = begin();
        long savepoint = nested();

        TransactionSnapshot snapshot = state.snapshot();

        assertThat(snapshot.active()).containsExactly(root, savepoint);
        assertThat(snapshot.inTransaction()).isTrue();
        assertThat(snapshot.inNested()).isTrue();
        assertThat(snapshot.pendingRollback()).isFalse();
    }

    private final GranaryException failure = InvalidRequestException.of("It failed.", "none");

    private GranaryException failure() {
        return failure;
    }

    private long begin() {
        state.begin(MODE, false, false);
        return state.innermost();
    }

    private long nested() {
        state.beginNested(MODE, false, false);
        return state.innermost();
    }

    // ---- taken along

    private long savepoint() {
        state.beginNested(MODE, false, false);
        return state.innermost();
    }

    @Test
    void knowsWhichSavepointsWereStillOpenWhenOneAroundThemWasReleased() {
        long outer = savepoint();
        long middle = savepoint();
        long inner = savepoint();
        state.committed(middle, false);
        assertThat(state.snapshot().takenAlong()).containsExactly(inner);
        long another = savepoint();
        state.committed(another, false);
        state.committed(outer, false);
        assertThat(state.snapshot().takenAlong()).containsExactly(inner);
        long last = savepoint();
        state.committed(ROOT, false);
        assertThat(state.snapshot().takenAlong()).containsExactlyInAnyOrder(inner, last);
        state.beforeStatement(MODE, false);
        assertThat(state.snapshot().takenAlong()).isEmpty();
    }

    @Test
    void forgetsWhoWasTakenAlongByWhatIsRolledBack() {
        long outer = savepoint();
        long middle = savepoint();
        savepoint();
        state.committed(middle, false);
        state.ended(outer, false);
        assertThat(state.snapshot().takenAlong()).isEmpty();
        savepoint();
        state.ended(ROOT, false);
        assertThat(state.snapshot().takenAlong()).isEmpty();
    }
}
