package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.NODES;
import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.exists;
import static io.granary.sql.Sql.or;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.trueValue;
import static io.granary.sql.Sql.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.sql.Executable;
import io.granary.sql.FromElement;
import io.granary.sql.JoinKind;
import io.granary.sql.RowConditions;
import io.granary.sql.TableAlias;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Conditions on rows of a table, wherever a statement reads it. */
class RowConditionsSqlTest {

    private static final TableAlias U = USERS.as("u");

    private static boolean isUsers(FromElement element) {
        return element == USERS || (element instanceof TableAlias alias && alias.table() == USERS);
    }

    private static RowConditions adults(int age) {
        return RowConditions.of(element ->
                isUsers(element) ? Optional.of(element.column(USERS.age).ge(age)) : Optional.empty());
    }

    private static ShapeKey key(Executable statement) {
        return ShapeKey.of(statement, List.of(), Execution.SHOWN);
    }

    /** A text that was made for one must not be taken for another whose second query reads all rows. */
    @Test
    void wherePartsOfAStatementHaveThemIsOfItsShape() {
        RowConditions old = adults(18);
        Executable both =
                select(USERS.id).restrictedBy(old).unionAll(select(USERS.id).restrictedBy(old));
        Executable first = select(USERS.id).restrictedBy(old).unionAll(select(USERS.id));
        Executable others =
                select(USERS.id).restrictedBy(old).unionAll(select(USERS.id).restrictedBy(adults(18)));
        assertThat(key(both)).isNotEqualTo(key(first)).isNotEqualTo(key(others));
        assertThat(key(first)).isNotEqualTo(key(others));
    }

    @Test
    void theyStandInWhereForWhatFromReads() {
        assertWritten(select(USERS.id).where(USERS.name.eq("a")).restrictedBy(adults(18)))
                .everywhere("SELECT users.id FROM users WHERE users.name = ? AND users.age >= ?", "a", 18);
        assertWritten(select(U.column(USERS.id)).restrictedBy(adults(18)))
                .everywhere("SELECT u.id FROM users AS u WHERE u.age >= ?", 18);
        assertWritten(select(ORDERS.id).restrictedBy(adults(18))).everywhere("SELECT orders.id FROM orders");
        assertWritten(select(USERS.id)
                        .where(or(USERS.name.eq("a"), USERS.name.eq("b")))
                        .restrictedBy(RowConditions.of(table -> Optional.of(or(USERS.age.ge(18), USERS.age.isNull())))))
                .postgres(
                        "SELECT users.id FROM users WHERE (users.name = $1 OR users.name = $2)"
                                + " AND (users.age >= $3 OR users.age IS NULL)",
                        "a",
                        "b",
                        18);
        assertWritten(select(USERS.id).restrictedBy(RowConditions.of(table -> Optional.of(trueValue()))))
                .everywhere("SELECT users.id FROM users");
    }

    @Test
    void theyStandInOnForWhatIsJoined() {
        assertWritten(select(ORDERS.id)
                        .from(ORDERS)
                        .leftJoin(U, U.column(USERS.id).eq(ORDERS.userId))
                        .restrictedBy(adults(18)))
                .everywhere(
                        "SELECT orders.id FROM orders LEFT OUTER JOIN users AS u ON u.id = orders.user_id AND u.age >= ?",
                        18);
        assertWritten(select(ORDERS.id)
                        .from(USERS)
                        .join(JoinKind.RIGHT, ORDERS, USERS.id.eq(ORDERS.userId))
                        .restrictedBy(adults(18)))
                .everywhere(
                        "SELECT orders.id FROM (SELECT * FROM users WHERE users.age >= ?) AS users"
                                + " RIGHT OUTER JOIN orders ON users.id = orders.user_id",
                        18);
        assertWritten(select(ORDERS.id).from(ORDERS.join(USERS)).restrictedBy(adults(18)))
                .everywhere(
                        "SELECT orders.id FROM orders JOIN users ON users.id = orders.user_id AND users.age >= ?", 18);
    }

    @Test
    void theyHoldInQueriesWithin() {
        assertWritten(select(ORDERS.id)
                        .where(exists(select(USERS.id).where(USERS.id.eq(ORDERS.userId))))
                        .restrictedBy(adults(18)))
                .everywhere(
                        "SELECT orders.id FROM orders WHERE EXISTS (SELECT users.id FROM users"
                                + " WHERE users.id = orders.user_id AND users.age >= ?)",
                        18);
        assertWritten(select(USERS.id)
                        .where(exists(select(ORDERS.id).where(USERS.id.eq(ORDERS.userId))))
                        .restrictedBy(adults(18)))
                .everywhere(
                        "SELECT users.id FROM users WHERE EXISTS (SELECT orders.id FROM orders"
                                + " WHERE users.id = orders.user_id) AND users.age >= ?",
                        18);
        assertWritten(select(select(USERS.id).cte("grown").columns().get(0)).restrictedBy(adults(18)))
                .everywhere(
                        "WITH grown AS (SELECT users.id FROM users WHERE users.age >= ?) SELECT grown.id FROM grown",
                        18);
        assertWritten(select(USERS.id).union(select(NODES.id)).restrictedBy(adults(18)))
                .everywhere("SELECT users.id FROM users WHERE users.age >= ? UNION SELECT nodes.id FROM nodes", 18);
        assertWritten(select(select(USERS.id)
                                .restrictedBy(adults(21))
                                .subquery("s")
                                .columns()
                                .get(0))
                        .restrictedBy(adults(18)))
                .everywhere("SELECT s.id FROM (SELECT users.id FROM users WHERE users.age >= ?) AS s", 21);
    }

    @Test
    void whatAConditionReadsIsNotRestricted() {
        RowConditions first = RowConditions.of(element -> isUsers(element)
                ? Optional.of(exists(
                        select(U.column(USERS.id)).where(U.column(USERS.id).eq(element.column(USERS.id)))))
                : Optional.empty());
        assertWritten(select(USERS.name).restrictedBy(first))
                .everywhere(
                        "SELECT users.name FROM users WHERE EXISTS (SELECT u.id FROM users AS u WHERE u.id = users.id)");
    }

    @Test
    void updatesAndDeletesKeepToThem() {
        assertWritten(update(USERS).set(USERS.name, "x").where(USERS.id.eq(7L)).restrictedBy(adults(18)))
                .everywhere("UPDATE users SET name = ? WHERE users.id = ? AND users.age >= ?", "x", 7L, 18);
        assertWritten(delete(USERS).restrictedBy(adults(18))).everywhere("DELETE FROM users WHERE users.age >= ?", 18);
    }

    @Test
    void theirValuesAreNoPartOfTheShape() {
        ShapeKey key = key(select(USERS.id).restrictedBy(adults(18)));
        ShapeKey other = key(select(USERS.id).restrictedBy(adults(21)));
        assertThat(key).isEqualTo(other);
        assertThat(key.binds()).extracting("value").containsExactly(18);
        assertThat(other.binds()).extracting("value").containsExactly(21);
        assertThat(key).isNotEqualTo(key(select(USERS.id)));
        assertThat(key)
                .isNotEqualTo(
                        key(select(USERS.id).restrictedBy(RowConditions.of(table -> Optional.of(USERS.age.lt(18))))));
    }
}
