package io.granary.dialect.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.render.H2Grammar;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TypeReaderTest {

    private static final TypeReader READER = reader();

    private static TypeReader reader() {
        Map<String, SqlType<?>> plain = new HashMap<>(TypeReader.STANDARD);
        plain.put("character varying", Types.TEXT);
        plain.put("timestamp without time zone", Types.TIMESTAMP);
        return new TypeReader(
                plain, Map.of("character varying", Types::string), "numeric", Map.of("tinyint(1)", Types.BOOLEAN));
    }

    @Test
    void readsNamesWithAndWithoutNumbers() {
        assertThat(READER.read("integer")).isEqualTo(Types.INTEGER);
        assertThat(READER.read("DOUBLE PRECISION")).isEqualTo(Types.DOUBLE);
        assertThat(READER.read("character varying(20)")).isEqualTo(Types.string(20));
        assertThat(READER.read("character varying")).isEqualTo(Types.TEXT);
        assertThat(READER.read("numeric")).isEqualTo(Types.NUMERIC);
        assertThat(READER.read("numeric(10,2)")).isEqualTo(Types.numeric(10, 2));
        assertThat(READER.read("numeric(10)")).isEqualTo(Types.numeric(10, 0));
        assertThat(READER.read("timestamp(3) without time zone")).isEqualTo(Types.TIMESTAMP);
        assertThat(READER.read("tinyint(1)")).isEqualTo(Types.BOOLEAN);
    }

    @Test
    void readsArraysOfOneDimension() {
        assertThat(READER.read("integer[]")).isEqualTo(Types.array(Types.INTEGER));
        assertThat(READER.read("CHARACTER VARYING(5) ARRAY")).isEqualTo(Types.array(Types.string(5)));
        assertThat(READER.read("integer[][]")).isEqualTo(Types.other("integer[][]"));
    }

    @Test
    void keepsTheNameOfWhatItDoesNotKnow() {
        assertThat(READER.read("int unsigned")).isEqualTo(Types.other("int unsigned"));
        assertThat(READER.read("shop.\"Mood\"")).isEqualTo(Types.other("shop.\"Mood\""));
        assertThat(READER.read("ENUM('a', 'B')")).isEqualTo(Types.other("ENUM('a', 'B')"));
        assertThat(READER.read("tinyint(4)")).isEqualTo(Types.other("tinyint(4)"));
        assertThat(READER.read("geometry(Point,4326)")).isEqualTo(Types.other("geometry(Point,4326)"));
    }

    @Test
    void namesThatNeedNoQuotesAreInUpperCaseInTheCatalogue() {
        NameFolding folding = NameFolding.upper(H2Grammar.NAMES);

        assertThat(folding.toCatalog("books")).isEqualTo("BOOKS");
        assertThat(folding.fromCatalog("BOOKS")).isEqualTo("books");
        assertThat(folding.toCatalog("Books")).isEqualTo("Books");
        assertThat(folding.fromCatalog("Books")).isEqualTo("Books");
        assertThat(folding.toCatalog("order")).isEqualTo("order");
        assertThat(folding.fromCatalog("order")).isEqualTo("order");
        assertThat(folding.fromCatalog("ORDER")).isEqualTo("ORDER");
    }
}
