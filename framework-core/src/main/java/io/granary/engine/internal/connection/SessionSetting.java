package io.granary.engine.internal.connection;

import io.granary.dialect.Dialect;
import io.granary.engine.EngineOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that a session is told after login, and again after each reset.
 *
 * @param sql how
 * @param needed whether a connection is of no use without it
 */
record SessionSetting(String sql, boolean needed) {

    /** What the sessions of an engine are told, in order; most often nothing. */
    static List<SessionSetting> of(Dialect dialect, EngineOptions options) {
        List<SessionSetting> settings = new ArrayList<>(2);
        options.serverLinkCheck()
                .flatMap(dialect::serverLinkCheck)
                .ifPresent(sql -> settings.add(new SessionSetting(sql, false)));
        options.serverStatementTimeout()
                .flatMap(dialect::serverStatementTimeout)
                .ifPresent(sql -> settings.add(new SessionSetting(sql, true)));
        return settings;
    }
}
