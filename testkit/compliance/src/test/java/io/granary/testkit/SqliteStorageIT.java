package io.granary.testkit;

import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.ArgumentException;
import io.granary.error.DataException;
import io.granary.schema.Column;
import io.granary.schema.MetaData;
import io.granary.schema.Table;
import io.granary.sql.Params;
import io.granary.sql.Select;
import io.granary.type.Types;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What SQLite keeps of values for which it has no storage, and what is refused because it would not be kept. */
class SqliteStorageIT extends OnSqliteFile {

    private static final Table VALUES = Table.of("stored", parts -> {
        parts.column("id", Types.INTEGER, c -> c.primaryKey());
        parts.column("price", Types.numeric(10, 2));
        parts.column("exact", Types.numeric(20, 4));
        parts.column("born", Types.DATE);
    });
    private static final Column<BigDecimal> PRICE = VALUES.column("price", BigDecimal.class);
    private static final Column<BigDecimal> EXACT = VALUES.column("exact", BigDecimal.class);
    private static final Column<LocalDate> BORN = VALUES.column("born", LocalDate.class);

    SqliteStorageIT(ActorSystem<?> system) {
        super(system);
    }

    @BeforeEach
    void create() {
        Await.value(MetaData.of(VALUES).createAll(engine));
    }

    private void store(int id, String column, Object value) {
        Await.value(engine.execute(insert(VALUES), Params.of("id", id, column, value)));
    }

    private <T> List<T> all(Class<T> type, Select<?> query) {
        return Await.value(engine.execute(query)).scalars(type).all();
    }

    /** Fifteen digits survive in a binary number, and such a column holds binary numbers. */
    @Test
    void aDecimalOfWhichDigitsWouldBeLostIsRefused() {
        DataException lost = Await.failure(
                engine.execute(insert(VALUES), Params.of("id", 1, "price", new BigDecimal("12345678901234567.89"))),
                DataException.class);

        assertThat(lost).hasMessageContaining("numeric(10, 2)").hasMessageContaining("15 digits");
        assertThat(lost.sqlState()).contains("22003");
        assertThat(number("select count(*) from stored")).isZero();
    }

    @Test
    void aDecimalKeepsWhatItsColumnHasDigitsFor() {
        store(1, "price", new BigDecimal("1234567890123.45"));
        store(2, "price", new BigDecimal("1234567890123456789"));
        store(3, "exact", new BigDecimal("1234567890123456.5000"));

        assertThat(all(BigDecimal.class, select(PRICE).where(PRICE.isNotNull()).orderBy(PRICE)))
                .containsExactly(new BigDecimal("1234567890123.45"), new BigDecimal("1234567890123456789.00"));
        assertThat(all(BigDecimal.class, select(EXACT).where(EXACT.eq(new BigDecimal("1234567890123456.5")))))
                .containsExactly(new BigDecimal("1234567890123456.5000"));
    }

    /** Such as an average that was divided elsewhere: what is behind the scale is no loss. */
    @Test
    void aDecimalWithMoreBehindThePointThanItsColumnIsCompared() {
        store(1, "price", new BigDecimal("33.33"));
        store(2, "price", new BigDecimal("33.34"));

        assertThat(all(BigDecimal.class, select(PRICE).where(PRICE.gt(new BigDecimal("33.3333333333333333333")))))
                .containsExactly(new BigDecimal("33.34"));
    }

    @Test
    void aDateThatWouldNotSortIsRefused() {
        DataException strange = Await.failure(
                engine.execute(text("select :born").bind("born", LocalDate.of(10_000, 1, 1))), DataException.class);

        assertThat(strange).hasMessageContaining("0 to 9999");
        assertThat(strange.sqlState()).contains("22008");
        assertThat(strange.connectionInvalidated()).isFalse();
        store(1, "born", LocalDate.of(9999, 12, 31));
        store(2, "born", LocalDate.of(0, 1, 1));
        assertThat(all(LocalDate.class, select(BORN).orderBy(BORN)))
                .containsExactly(LocalDate.of(0, 1, 1), LocalDate.of(9999, 12, 31));
    }

    @Test
    void aTextThatIsNoDateIsToldAsSuch() {
        run("insert into stored (id, born) values (1, 'some day')");

        assertThat(Await.failure(engine.execute(select(BORN)), ArgumentException.class))
                .hasMessageContaining("no value of DATE");
    }
}
