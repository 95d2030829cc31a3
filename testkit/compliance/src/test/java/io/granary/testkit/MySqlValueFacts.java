package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.engine.Row;
import io.granary.error.ArgumentException;
import io.granary.sql.Params;
import java.math.BigInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values of MySQL and MariaDB that Java has no type for, or none that is large enough; with values in the statement and without. */
interface MySqlValueFacts extends OnBench {

    BigInteger LARGEST = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    @Test
    @Tag("F56")
    default void aNumberBeyondALongIsReadWholeOrRefused(Bench bench) {
        String sql = "select cast(18446744073709551615 as unsigned) as big from dual where 1 = ";

        Row plain = Await.value(bench.engine().execute(text(sql + "1"))).one();
        Row bound = Await.value(bench.engine().execute(text(sql + ":one"), Params.of("one", 1)))
                .one();

        assertThat(plain.get("big", BigInteger.class)).isEqualTo(LARGEST);
        assertThat(bound.get("big", BigInteger.class)).isEqualTo(LARGEST);
        assertThatExceptionOfType(ArgumentException.class).isThrownBy(() -> bound.get("big", Long.class));
    }

    @Test
    @Tag("F54")
    default void aColumnOfATypeThatJavaHasNotIsReadAsBytesAndHarmsNoOther(Bench bench) {
        String sql = "select point(1, 2) as place, 7 as known from dual where 1 = ";

        Row plain = Await.value(bench.engine().execute(text(sql + "1"))).one();
        Row bound = Await.value(bench.engine().execute(text(sql + ":one"), Params.of("one", 1)))
                .one();

        assertThat(plain.get("known", Long.class)).isEqualTo(7);
        assertThat(bound.get("known", Long.class)).isEqualTo(7);
        assertThat(bound.get("place", byte[].class))
                .isEqualTo(plain.get("place", byte[].class))
                .isNotEmpty();
    }
}
