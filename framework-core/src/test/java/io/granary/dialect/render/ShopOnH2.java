package io.granary.dialect.render;

import io.granary.dialect.H2Dialect;
import io.granary.schema.CreateTable;
import io.granary.schema.Table;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables of {@link Shop} in an H2 database, which knows whether a text is a statement. */
final class ShopOnH2 {

    private static final Connection CONNECTION = open();

    private ShopOnH2() {}

    private static Connection open() {
        try {
            Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE SCHEMA shop");
                for (Table table : Shop.TABLES) {
                    statement.execute(new CreateTable(table, false, table.foreignKeys())
                            .toSql(H2Dialect.INSTANCE)
                            .text());
                }
            }
            return connection;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static synchronized void prepare(String text) {
        try {
            CONNECTION.prepareStatement(text).close();
        } catch (SQLException e) {
            throw new AssertionError("H2 does not take: " + text, e);
        }
    }
}
