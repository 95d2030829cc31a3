package io.granary.driver.jdbc;

import io.granary.driver.DriverStatement.Returns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** The statements of a connection that were prepared last, so that the same text is not prepared again. Belongs to the connection's thread. */
final class PreparedStatements {

    private static final int KEPT = 64;
    private static final float LOAD_FACTOR = 0.75f;

    private record Text(String sql, boolean tellsKeys) {}

    private final Connection connection;
    private final Map<Text, PreparedStatement> kept = new LinkedHashMap<>(KEPT, LOAD_FACTOR, true);

    PreparedStatements(Connection connection) {
        this.connection = connection;
    }

    /** {@return the statement, which nobody else uses before it is asked for again} */
    PreparedStatement get(String sql, Returns returns) throws SQLException {
        Text text = new Text(sql, returns == Returns.GENERATED_KEY);
        PreparedStatement known = kept.get(text);
        if (known != null) {
            return known;
        }
        PreparedStatement prepared = text.tellsKeys()
                ? connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)
                : connection.prepareStatement(sql);
        kept.put(text, prepared);
        if (kept.size() > KEPT) {
            Text eldest = kept.keySet().iterator().next();
            PreparedStatement out = kept.remove(eldest);
            if (out != null) {
                out.close();
            }
        }
        return prepared;
    }

    /** Prepares the text anew when it is asked for again: after a failure nobody knows what a statement still holds. */
    void forget(String sql, Returns returns) {
        PreparedStatement out = kept.remove(new Text(sql, returns == Returns.GENERATED_KEY));
        if (out != null) {
            try {
                out.close();
            } catch (SQLException closedAlready) {
                // It is not used any more either way.
            }
        }
    }
}
