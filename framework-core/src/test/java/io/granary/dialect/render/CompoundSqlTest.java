package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.NODES;
import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.H2;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Sql.literalSql;
import static io.granary.sql.Sql.select;
import static io.granary.type.Types.INTEGER;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.error.CompileException;
import io.granary.sql.Labeled;
import io.granary.sql.Select;
import io.granary.sql.Subquery;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CompoundSqlTest {

    private static final Select<Long> A = select(USERS.id);
    private static final Select<Long> B = select(ORDERS.id);
    private static final Select<Long> C = select(NODES.id);

    @Test
    void eachWord() {
        assertWritten(A.union(B)).everywhere("SELECT users.id FROM users UNION SELECT orders.id FROM orders");
        assertWritten(A.unionAll(B)).everywhere("SELECT users.id FROM users UNION ALL SELECT orders.id FROM orders");
        assertWritten(A.intersect(B)).everywhere("SELECT users.id FROM users INTERSECT SELECT orders.id FROM orders");
        assertWritten(A.except(B)).everywhere("SELECT users.id FROM users EXCEPT SELECT orders.id FROM orders");
        assertWritten(A.intersectAll(B))
                .everywhereButH2("SELECT users.id FROM users INTERSECT ALL SELECT orders.id FROM orders")
                .refused("SET_OPERATIONS_ALL", H2);
        assertWritten(A.exceptAll(B))
                .everywhereButH2("SELECT users.id FROM users EXCEPT ALL SELECT orders.id FROM orders")
                .refused("SET_OPERATIONS_ALL", H2);
    }

    @Test
    @Tag("SQ43")
    void setsWithinSetsStandInParentheses() {
        assertWritten(A.union(B).union(C))
                .everywhere("(SELECT users.id FROM users UNION SELECT orders.id FROM orders)"
                        + " UNION SELECT nodes.id FROM nodes");
        assertWritten(A.union(B.union(C)))
                .everywhere("SELECT users.id FROM users UNION"
                        + " (SELECT orders.id FROM orders UNION SELECT nodes.id FROM nodes)");
        assertWritten(A.union(B, C))
                .everywhere("SELECT users.id FROM users UNION SELECT orders.id FROM orders"
                        + " UNION SELECT nodes.id FROM nodes");
        assertWritten(A.union(B.except(C)))
                .everywhere("SELECT users.id FROM users UNION"
                        + " (SELECT orders.id FROM orders EXCEPT SELECT nodes.id FROM nodes)");
    }

    @Test
    void aPartWithAnOrderOrALimitStandsInParentheses() {
        assertWritten(A.orderBy(USERS.age).limit(1).unionAll(B).limit(2))
                .everywhere(
                        "(SELECT users.id FROM users ORDER BY users.age LIMIT ?)"
                                + " UNION ALL SELECT orders.id FROM orders LIMIT ?",
                        1L,
                        2L);
    }

    @Test
    void theWholeIsOrderedByTheNamesOfItsColumns() {
        assertWritten(A.union(B).orderBy(USERS.id.desc()).limit(2).offset(1))
                .postgresAndH2(
                        "SELECT users.id FROM users UNION SELECT orders.id FROM orders ORDER BY id DESC LIMIT ? OFFSET ?",
                        2L,
                        1L)
                .mysqls(
                        "SELECT users.id FROM users UNION SELECT orders.id FROM orders ORDER BY id DESC LIMIT ?, ?",
                        1L,
                        2L);
        Labeled<Integer> label = USERS.age.as("years");
        assertWritten(select(USERS.id, label)
                        .union(select(ORDERS.id, literalSql("1", INTEGER)))
                        .orderBy(label, ORDERS.id))
                .everywhere("SELECT users.id, users.age AS years FROM users UNION"
                        + " SELECT orders.id, 1 AS anon_1 FROM orders ORDER BY years, id");
    }

    @Test
    void asManyColumnsInEach() {
        assertThatThrownBy(() -> A.union(select(USERS.id, USERS.age)))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("1 and 2 columns");
        assertThatThrownBy(A::union).isInstanceOf(ArgumentException.class);
    }

    @Test
    @Tag("SQ50")
    void asASubqueryItHasTheNamesOfItsFirstQuery() {
        Subquery both = A.union(B).subquery("both_ids");
        assertWritten(select(both.column("id")))
                .everywhere("SELECT both_ids.id FROM"
                        + " (SELECT users.id FROM users UNION SELECT orders.id FROM orders) AS both_ids");
    }
}
