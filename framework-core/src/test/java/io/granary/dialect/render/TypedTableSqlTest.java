package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.NODES;
import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.sql.Sql.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.CompileException;
import io.granary.sql.ColumnExpression;
import io.granary.sql.DerivedColumn;
import io.granary.sql.Executable;
import io.granary.sql.ForeignKeyLink;
import io.granary.sql.FromElement;
import io.granary.sql.Query;
import io.granary.sql.RowFilter;
import io.granary.sql.Sampling;
import io.granary.sql.Select;
import io.granary.sql.TypedAlias;
import io.granary.sql.TypedTable;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tables whose rows become objects, under other names, and in the place of queries. */
class TypedTableSqlTest {

    /** Users as something in FROM has them. */
    private record People(FromElement rows, List<Integer> ages) implements TypedTable<String> {

        static People of(Query query) {
            return new People(query.subquery(), List.of());
        }

        @Override
        public SqlType<String> rowType() {
            return Types.TEXT;
        }

        @Override
        public Optional<FromElement> standsFor() {
            return Optional.of(rows);
        }

        @Override
        public Optional<RowFilter> filter() {
            return ages.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new RowFilter(new DerivedColumn<>(this, "age", "age", Types.INTEGER), ages));
        }

        @Override
        public List<ColumnExpression<?>> columns() {
            return List.of(
                    new DerivedColumn<>(this, "id", "id", Types.BIG_INTEGER),
                    new DerivedColumn<>(this, "name", "name", Types.TEXT));
        }

        @Override
        public Optional<String> schemaName() {
            return Optional.empty();
        }

        @Override
        public String tableName() {
            return "people";
        }

        @Override
        public List<ForeignKeyLink> links() {
            return List.of();
        }

        @Override
        public List<ColumnExpression<?>> primaryKeyColumns() {
            return List.of();
        }

        @Override
        public String toString() {
            return "people";
        }
    }

    private static ShapeKey key(Executable statement) {
        return ShapeKey.of(statement, List.of(), Execution.SHOWN);
    }

    private static Select<?> young(int age) {
        return select(USERS.id, USERS.name).where(USERS.age.lt(age));
    }

    @Test
    void aTableGoesByTheNameOfWhatItStandsFor() {
        People young = People.of(young(20));
        assertWritten(select(young).where(young.column("name").isNotNull()))
                .everywhere(
                        "SELECT anon_1.id, anon_1.name FROM"
                                + " (SELECT users.id, users.name FROM users WHERE users.age < ?) AS anon_1"
                                + " WHERE anon_1.name IS NOT NULL",
                        20);
        People named = new People(young(20).cte("young"), List.of());
        TypedAlias<String> one = named.as("one");
        TypedAlias<String> two = named.as("two");
        assertWritten(select(one, two.column("name")).join(two, one.column("id").isNull()))
                .everywhere(
                        "WITH young AS (SELECT users.id, users.name FROM users WHERE users.age < ?)"
                                + " SELECT one.id, one.name, two.name AS name_1 FROM young AS one"
                                + " JOIN young AS two ON one.id IS NULL",
                        20);
        assertWritten(select(young.as("y")))
                .everywhere(
                        "SELECT y.id, y.name FROM (SELECT users.id, users.name FROM users WHERE users.age < ?) AS y",
                        20);
        People part = new People(
                text("select * from users").columns(USERS.id, USERS.name).subquery("u"), List.of(7));
        assertWritten(select(part))
                .everywhere("SELECT u.id, u.name FROM (select * from users) AS u WHERE u.age IN (7)");
        assertWritten(select(ORDERS.id)
                        .leftJoin(NODES.join(part, part.column("id").isNull()), ORDERS.id.isNull()))
                .everywhere(
                        "SELECT orders.id FROM orders LEFT OUTER JOIN (nodes JOIN (SELECT * FROM (select * from users) AS u"
                                + " WHERE u.age IN (7)) AS u ON u.id IS NULL) ON orders.id IS NULL");
    }

    @Test
    void itsQueryIsNotChanged() {
        People young = People.of(young(20));
        for (Executable statement :
                List.of(insert(young).set(USERS.name, "x"), update(young).set(USERS.name, "x"), delete(young))) {
            assertThatThrownBy(() -> statement.toSql(Written.POSTGRES))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("people stands for the rows of a query, which no statement changes");
        }
    }

    @Test
    void valuesOfItsQueryAreNoPartOfTheShape() {
        ShapeKey key = key(select(People.of(young(20))));
        assertThat(key).isEqualTo(key(select(People.of(young(30)))));
        assertThat(key.binds()).hasSize(1);
        assertThat(key.withoutValues().binds()).isEmpty();
        assertThat(key).isNotEqualTo(key(select(People.of(young(20).distinct()))));
        People part = new People(young(20).subquery("u"), List.of(7));
        assertThat(key(select(part))).isEqualTo(key(select(new People(young(30).subquery("u"), List.of(7)))));
        assertThat(key(select(part)))
                .isNotEqualTo(key(select(new People(young(20).subquery("u"), List.of(8)))));
    }

    @Test
    void anAliasIsTheSameByTableNameAndPart() {
        People young = new People(young(20).cte("young"), List.of());
        assertThat(young.as("y")).isEqualTo(young.as("y")).hasSameHashCodeAs(young.as("y"));
        assertThat(young.as("y")).isNotEqualTo(young.as("z")).isNotEqualTo(USERS.as("y"));
        assertThat(young.as("y").sample(Sampling.system(1)))
                .isNotEqualTo(young.as("y"))
                .hasToString("y");
        assertThat(select(young.as("y").sample(Sampling.system(1))).firstType()).isEqualTo(Types.TEXT);
    }
}
