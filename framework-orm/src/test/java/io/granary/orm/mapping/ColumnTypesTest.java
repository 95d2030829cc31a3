package io.granary.orm.mapping;

import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.granary.error.InvalidRequestException;
import io.granary.orm.EntityTable;
import io.granary.orm.Json;
import io.granary.type.MappedType;
import io.granary.type.SqlType;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Basic;
import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.UniqueConstraint;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"NullAway", "UnusedVariable"}) // attributes are filled by reflection
class ColumnTypesTest extends OnH2 {

    enum Color {
        RED,
        GREEN
    }

    record Point(int x, int y) {}

    static class PointConverter implements AttributeConverter<Point, String> {
        @Override
        public String convertToDatabaseColumn(Point point) {
            return point.x() + "/" + point.y();
        }

        @Override
        public Point convertToEntityAttribute(String text) {
            String[] parts = text.split("/", -1);
            return new Point(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
    }

    @Entity
    static class Everything {
        @Id
        long id = 1;

        short small = 2;
        Integer whole = 3;
        float real = 1.5f;
        double twice = 2.5;
        boolean truth = true;
        byte octet = -7;
        char letter = 'x';
        BigInteger huge = new BigInteger("12345678901234567890");
        BigDecimal amount = new BigDecimal("12.5");

        @Column(precision = 12, scale = 2)
        BigDecimal price = new BigDecimal("12.50");

        String plain = "plain";

        @Column(length = 10)
        String brief = "brief";

        @Lob
        String document = "document";

        char[] letters = {'a', 'b'};
        byte[] bytes = {1, 2};

        @Column(length = 4)
        byte[] fewBytes = {3};

        @Lob
        byte[] manyBytes = {4};

        Color ordinal = Color.GREEN;

        @Enumerated(EnumType.STRING)
        Color named = Color.GREEN;

        UUID uuid = new UUID(1, 2);
        LocalDate day = LocalDate.of(2024, 2, 29);
        LocalTime time = LocalTime.of(12, 30);
        LocalDateTime dayAndTime = LocalDateTime.of(2024, 2, 29, 12, 30);
        OffsetDateTime moment = OffsetDateTime.of(2024, 2, 29, 12, 30, 0, 0, ZoneOffset.UTC);
        Instant instant = Instant.parse("2024-02-29T12:30:00Z");
        Duration length = Duration.ofMinutes(90);
        Year year = Year.of(2024);
        List<String> words = List.of("a", "b");
        int[] numbers = {1, 2};
        String[] texts = {"c"};

        @Enumerated(EnumType.STRING)
        List<Color> colors = List.of(Color.RED);

        Color[] ordinals = {Color.GREEN};

        @Json
        Point point = new Point(1, 2);

        @Json
        Map<String, Point> points = Map.of("here", new Point(3, 4));

        JsonNode tree = JsonNodeFactory.instance.objectNode().put("k", 1);

        @Convert(converter = PointConverter.class)
        @Column(length = 20)
        Point converted = new Point(5, 6);

        @Transient
        String ignored = "never stored";

        static String shared = "never stored either";
    }

    @Test
    void everyKindOfValueComesBackAsItWas() {
        with(
                () -> assertThat(roundTrip(new Everything(), Everything.class))
                        .usingRecursiveComparison()
                        .withEqualsForType((one, other) -> one.compareTo(other) == 0, BigDecimal.class)
                        .isEqualTo(new Everything()),
                Everything.class);
    }

    @Test
    void aListMayBeChanged() {
        with(
                () -> {
                    Everything read = roundTrip(new Everything(), Everything.class);
                    read.words.add("c");
                    assertThat(roundTrip(read, Everything.class).words).containsExactly("a", "b", "c");
                },
                Everything.class);
    }

    @Test
    void nullComesBackAsNull() {
        Everything empty = new Everything();
        empty.whole = null;
        empty.huge = null;
        empty.plain = null;
        empty.letters = null;
        empty.bytes = null;
        empty.ordinal = null;
        empty.named = null;
        empty.instant = null;
        empty.words = null;
        empty.numbers = null;
        empty.point = null;
        empty.points = null;
        empty.tree = null;
        empty.converted = null;
        with(
                () -> assertThat(roundTrip(empty, Everything.class))
                        .usingRecursiveComparison()
                        .withEqualsForType((one, other) -> one.compareTo(other) == 0, BigDecimal.class)
                        .isEqualTo(empty),
                Everything.class);
    }

    @Test
    void columnsHaveTheTypesThatTheSpecificationSays() {
        with(
                () -> assertThat(columns(EntityTable.of(Everything.class)))
                        .contains(
                                "id BIGINT NOT NULL",
                                "small SMALLINT NOT NULL",
                                "whole INTEGER",
                                "truth BOOLEAN NOT NULL",
                                "letter CHARACTER VARYING(1) NOT NULL",
                                "price NUMERIC(12,2)",
                                "plain CHARACTER VARYING(255)",
                                "brief CHARACTER VARYING(10)",
                                "few_bytes BINARY VARYING(4)",
                                "ordinal SMALLINT",
                                "named CHARACTER VARYING(5)",
                                "uuid UUID",
                                "day DATE",
                                "day_and_time TIMESTAMP",
                                "converted CHARACTER VARYING(20)"),
                Everything.class);
    }

    @Test
    void whatIsStoredAndNoValueIsExplained() {
        EntityTable<Everything> table = EntityTable.of(Everything.class);
        assertThatThrownBy(() -> fromStored(table.column("ordinal").type(), (short) 7))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("There is no constant 7 in ")
                .hasMessageContaining("it has 0 to 1");
        assertThatThrownBy(() -> fromStored(table.column("letter").type(), ""))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("The text \"\" is not one character.");
    }

    @SuppressWarnings("unchecked")
    private static <T> Object fromStored(SqlType<?> type, T stored) {
        return ((MappedType<Object, T>) type).fromStored().apply(stored);
    }

    @Entity
    @Table(
            name = "thing",
            schema = "public",
            comment = "what there is",
            uniqueConstraints =
                    @UniqueConstraint(
                            name = "one_pair",
                            columnNames = {"b", "c"}),
            indexes = {@Index(columnList = "b, c ASC"), @Index(name = "by_c", columnList = "c", unique = true)},
            check = @CheckConstraint(name = "b_first", constraint = "b < c"))
    static class Thing {
        @Id
        int id;

        @Column(name = "a", nullable = false, unique = true, updatable = false, comment = "the first")
        String first;

        @Column(insertable = false, check = @CheckConstraint(constraint = "b > 0"))
        @Basic(optional = false)
        Integer b;

        Integer c;
    }

    @Test
    void whatIsSaidOfTablesAndColumnsIsCreated() {
        EntityTable<Thing> table = EntityTable.of(Thing.class);
        assertThat(table.schemaName()).contains("public");
        assertThat(table.commentText()).contains("what there is");
        assertThat(table.column("a").options().commentText()).contains("the first");
        assertThat(table.mapping().columns())
                .extracting(MappedColumn::path, MappedColumn::insertable, MappedColumn::updatable)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("first", true, false),
                        org.assertj.core.groups.Tuple.tuple("b", false, true));
        assertThat(table.indexes()).extracting(io.granary.schema.Index::name).containsExactly("ix_thing_b_c", "by_c");
        outcomeOf(engine.execute(io.granary.sql.Sql.text("create schema if not exists \"public\"")));
        with(
                () -> {
                    assertThat(columns(table))
                            .containsExactly(
                                    "id INTEGER NOT NULL",
                                    "a CHARACTER VARYING(255) NOT NULL",
                                    "b INTEGER NOT NULL",
                                    "c INTEGER");
                    assertThat(ask("select lower(constraint_name) from information_schema.table_constraints"
                                    + " where lower(table_name) = 'thing' and constraint_type in ('UNIQUE', 'CHECK')"))
                            .contains("one_pair", "b_first")
                            .hasSize(4);
                },
                Thing.class);
    }

    @Test
    void attributesAreFoundByTheirPathsAndClasses() {
        EntityTable<Thing> table = EntityTable.of(Thing.class);
        assertThat(table.attribute("first", String.class).name()).isEqualTo("a");
        assertThatThrownBy(() -> table.attribute("last", String.class))
                .hasMessageContaining("Thing has no attribute \"last\" in a column; it has [id, first, b, c].");
        assertThatThrownBy(() -> table.attribute("first", Integer.class)).hasMessageContaining("java.lang.String");
    }

    @Test
    void aPrimitiveAttributeDoesNotTakeNull() {
        EntityMapping<Thing> mapping = EntityTable.of(Thing.class).mapping();
        BitSet all = mapping.plainSlots();
        assertThatThrownBy(() -> mapping.write(new Thing(), new @Nullable Object[4], all))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("The column of attribute \"id\" is NULL");
    }
}
