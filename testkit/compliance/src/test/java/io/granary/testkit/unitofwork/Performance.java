package io.granary.testkit.unitofwork;

import io.granary.engine.AsyncEngine;
import io.granary.testkit.fixtures.SqlLog;
import java.util.Random;

/** Takes a session and the oracle through a program's steps at a time. */
final class Performance {

    private final Play play;
    private final Turns turns;
    private final Looking looking;
    private final Creating creating;
    private final Changing changing;
    private final Moving moving;
    private final Unlinking unlinking;
    private final Members members;
    private final Replacing replacing;
    private final Deleting deleting;
    private final Rescuing rescuing;
    private final Detaching detaching;
    private final Merging merging;
    private final Returning returning;

    Performance(AsyncEngine engine, SqlLog log, boolean expires) {
        play = new Play(engine, expires);
        Sides sides = new Sides(play);
        SessionComparison comparison = new SessionComparison(play, log);
        turns = new Turns(play, comparison, new DatabaseComparison(play));
        Loading loading = new Loading(play, sides, comparison, turns);
        Removal removal = new Removal(play, sides, loading);
        looking = new Looking(play, loading, comparison, turns);
        creating = new Creating(play, sides);
        changing = new Changing(play);
        moving = new Moving(play, sides, loading, removal);
        unlinking = new Unlinking(play, sides, loading, removal);
        members = new Members(play, loading);
        replacing = new Replacing(play, loading, removal, turns);
        deleting = new Deleting(play, sides, removal, comparison, changing, turns);
        rescuing = new Rescuing(play, sides, loading, removal, turns);
        detaching = new Detaching(play, removal, turns);
        merging = new Merging(play, comparison, removal, turns);
        returning = new Returning(play, sides);
    }

    /** What was done so far. */
    String trace() {
        return play.trace();
    }

    void run(Program program) {
        try {
            program.steps().forEach(this::run);
            play.note("-- end");
            turns.commit(new Random(1));
        } finally {
            var unused = play.session().close();
        }
    }

    private void run(Step step) {
        Random random = new Random(step.seed());
        switch (step.deed()) {
            case CREATE -> creating.create(random);
            case CHANGE -> changing.change(random);
            case MOVE -> moving.move(random);
            case UNLINK -> unlinking.unlink(random);
            case DELETE -> deleting.delete(random);
            case GET -> looking.get(random);
            case RELATE -> looking.relate(random);
            case QUERY -> looking.query(random);
            case FLUSH -> turns.flush();
            case BEGIN_NESTED -> turns.beginNested();
            case RELEASE -> turns.release();
            case ROLL_BACK_NESTED -> turns.rollBackNested(random);
            case COMMIT -> turns.commit(random);
            case ROLL_BACK -> turns.rollBack(random);
            case CLOSE -> turns.close(random);
            case SHARE -> members.share(random);
            case DELETE_AND_ADD -> deleting.deleteAndAdd(random);
            case REPLACE -> replacing.replace(random);
            case REFRESH -> looking.refresh(random);
            case EXPUNGE -> detaching.expunge(random);
            case MERGE -> merging.merge(random);
            case ADD_AGAIN -> returning.addAgain(random);
            case RESCUE -> rescuing.rescue(random);
            case OWN -> members.own(random);
            case DELETE_FROM_OUTSIDE -> detaching.deleteFromOutside(random);
            case MERGE_NEW -> merging.mergeNew(random);
            case FAIL -> turns.fail(random);
            case SWITCH_ROW -> rescuing.switchRow(random);
            case MERGE_GRAPH -> merging.mergeGraph(random);
        }
    }
}
