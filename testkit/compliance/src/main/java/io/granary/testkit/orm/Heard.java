package io.granary.testkit.orm;

import io.granary.orm.SessionContext;
import io.granary.orm.SessionListener;
import io.granary.orm.SessionState;
import io.granary.orm.SessionView;
import io.granary.orm.StateTransition;
import io.granary.sql.Delete;
import io.granary.sql.Update;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** A listener that writes down what it hears. */
class Heard implements SessionListener {

    private final List<String> moments = Collections.synchronizedList(new ArrayList<>());

    /** {@return what it has heard since this was asked last} */
    List<String> take() {
        List<String> taken = List.copyOf(moments);
        moments.clear();
        return taken;
    }

    private CompletionStage<Done> heard(String moment) {
        moments.add(moment);
        return OnSessions.DONE;
    }

    @Override
    public CompletionStage<Done> afterBegin(SessionContext session) {
        return heard("begin");
    }

    @Override
    public void afterTransactionCreate(SessionView session, boolean nested) {
        heard(nested ? "create nested" : "create");
    }

    @Override
    public void afterTransactionEnd(SessionView session, boolean nested) {
        heard(nested ? "end nested" : "end");
    }

    @Override
    public CompletionStage<Done> beforeCommit(SessionContext session) {
        return heard("before commit");
    }

    @Override
    public void afterCommit(SessionView session) {
        heard("commit");
    }

    @Override
    public void afterRollback(SessionView session) {
        heard("rollback");
    }

    @Override
    public void afterSoftRollback(SessionView session) {
        heard("soft rollback");
    }

    @Override
    public CompletionStage<Done> beforeFlush(SessionContext session) {
        return heard("before flush");
    }

    @Override
    public CompletionStage<Done> afterFlush(SessionContext session, SessionState written) {
        return heard("flush " + written.added().size() + " " + written.dirty().size() + " "
                + written.deleted().size());
    }

    @Override
    public CompletionStage<Done> afterFlushPostexec(SessionContext session) {
        return heard("after flush");
    }

    @Override
    public void beforeAttach(SessionView session, Object object) {
        heard("before attach");
    }

    @Override
    public void afterAttach(SessionView session, Object object) {
        heard("attach");
    }

    @Override
    public void onTransition(SessionView session, Object object, StateTransition transition) {
        heard(transition.name());
    }

    @Override
    public CompletionStage<Done> afterBulkUpdate(SessionContext session, Update update, long rows) {
        return heard("bulk update " + rows);
    }

    @Override
    public CompletionStage<Done> afterBulkDelete(SessionContext session, Delete delete, long rows) {
        return heard("bulk delete " + rows);
    }
}
