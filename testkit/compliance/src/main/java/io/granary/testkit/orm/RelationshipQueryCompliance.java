package io.granary.testkit.orm;

import static io.granary.testkit.orm.OnSessions.sent;

import io.granary.engine.Row;
import io.granary.orm.AsyncSession;
import io.granary.sql.Executable;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What queries say along relationships, the same on every database. */
public interface RelationshipQueryCompliance
        extends RelationshipJoinCompliance,
                RelationshipConditionCompliance,
                QueriedObjectsCompliance,
                RowShapeCompliance {

    /**
     * {@return the rows of a query, the values of each with a bar between; objects as their class and what they are called}
     *
     * @param session runs it
     * @param statement the query
     */
    static List<String> rows(AsyncSession session, Executable statement) {
        List<String> rows = new ArrayList<>();
        for (Row row : Await.value(session.execute(statement)).fetchAll()) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(shown(row.get(i)));
            }
            rows.add(String.join("|", values));
        }
        return rows;
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof User user) {
            return user.name + "";
        } else if (value instanceof Address address) {
            return address.street + "";
        } else if (value instanceof Node node) {
            return node.name + "";
        } else if (value instanceof Item item) {
            return item.description + "";
        } else if (value instanceof Keyword keyword) {
            return keyword.word + "";
        } else if (value instanceof Trader trader) {
            return trader.name + "";
        } else if (value instanceof Stall stall) {
            return stall.market + " " + stall.place;
        } else if (value instanceof Citizen citizen) {
            return citizen.name + "";
        } else if (value instanceof Passport passport) {
            return passport.print + "";
        } else if (value instanceof Employee employee) {
            return employee.getClass().getSimpleName() + " " + employee.name;
        } else if (value instanceof Vehicle vehicle) {
            return vehicle.getClass().getSimpleName() + " " + vehicle.plate;
        } else if (value instanceof Team team) {
            return team.name + "";
        }
        return String.valueOf(value);
    }

    /**
     * {@return the only statement since the mark that is a query, with one marker for all databases}
     *
     * @param bench this test's
     */
    static String query(Bench bench) {
        List<String> queries = sent(bench).texts().stream()
                .filter(text -> text.startsWith("SELECT") || text.startsWith("WITH"))
                .map(text -> text.replaceAll("\\$\\d+", "?"))
                .toList();
        sent(bench).mark();
        return Objects.requireNonNull(queries.get(queries.size() - 1));
    }
}
