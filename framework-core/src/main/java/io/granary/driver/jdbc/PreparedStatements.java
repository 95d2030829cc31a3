package io.granary.driver.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The statements of a connection that were prepared last, so that the same text is not prepared again. Belongs to the connection's thread. */
final class PreparedStatements {

    private static final int KEPT = 64;
    private static final float LOAD_FACTOR = 0.75f;

    private final Connection connection;
    private final Map<String, PreparedStatement> kept = new LinkedHashMap<>(KEPT, LOAD_FACTOR, true);

    PreparedStatements(Connection connection) {
        this.connection = connection;
    }

    /** {@return the statement, which nobody else uses before it is asked for again} */
    PreparedStatement get(String sql) throws SQLException {
        PreparedStatement known = kept.get(sql);
        if (known != null) {
            return known;
        }
        PreparedStatement prepared = connection.prepareStatement(sql);
        kept.put(sql, prepared);
        if (kept.size() > KEPT) {
            String eldest = kept.keySet().iterator().next();
            PreparedStatement out = kept.remove(eldest);
            if (out != null) {
                out.close();
            }
        }
        return prepared;
    }

    /** Prepares the text anew when it is asked for again: after a failure nobody knows what a statement still holds. */
    void forget(String sql) {
        PreparedStatement out = kept.remove(sql);
        if (out != null) {
            try {
                out.close();
            } catch (SQLException closedAlready) {
                // It is not used any more either way.
            }
        }
    }
}
