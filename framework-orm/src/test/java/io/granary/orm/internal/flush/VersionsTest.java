package io.granary.orm.internal.flush;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.H2Dialect;
import io.granary.dialect.MySqlDialect;
import io.granary.dialect.PostgresDialect;
import io.granary.dialect.SqliteDialect;
import io.granary.orm.Mappings;
import io.granary.orm.mapping.EntityMapping;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VersionsTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.000001Z");
    private static final Clock AT_NOON = Clock.fixed(NOON, ZoneOffset.UTC);

    @Entity
    static class Numbered {

        @Id
        long id;

        @Version
        int version;
    }

    @Entity
    static class AtMoment {

        @Id
        long id;

        @Version
        @Nullable Instant version;
    }

    @Entity
    static class AtLocalTime {

        @Id
        long id;

        @Version
        @Nullable LocalDateTime version;
    }

    @Entity
    static class AtOffset {

        @Id
        long id;

        @Version
        @Nullable OffsetDateTime version;
    }

    @Entity
    static class MadeByTheDatabase {

        @Id
        long id;

        @Column(insertable = false, updatable = false)
        @Nullable String filled;

        @Version
        @Column(insertable = false, updatable = false)
        int version;
    }

    @Entity
    static class BegunByTheDatabase {

        @Id
        long id;

        @Version
        @Column(insertable = false)
        int version;
    }

    @Entity
    static class BegunByTheProgram {

        @Id
        long id;

        @Version
        @Column(updatable = false)
        int version;
    }

    private static EntityMapping<?> mapping(Class<?> type) {
        return Mappings.of(type).mapping(type);
    }

    private static Object after(Class<?> type, Object old) {
        EntityMapping<?> mapping = Mappings.of(type).mapping(type);
        return Versions.after(mapping.version().orElseThrow(), old, AT_NOON);
    }

    private static Instant utc(String time) {
        return Instant.parse("2026-01-02T" + time + "Z");
    }

    @Test
    void areTheDatabasesAsFarAsTheColumnIsNotWritten() {
        assertThat(Versions.comeWithInsert(mapping(Numbered.class))).isFalse();
        assertThat(Versions.comeWithUpdate(mapping(Numbered.class))).isFalse();
        assertThat(Versions.comeWithInsert(mapping(MadeByTheDatabase.class))).isTrue();
        assertThat(Versions.comeWithUpdate(mapping(MadeByTheDatabase.class))).isTrue();
        assertThat(Versions.comeWithInsert(mapping(BegunByTheDatabase.class))).isTrue();
        assertThat(Versions.comeWithUpdate(mapping(BegunByTheDatabase.class))).isFalse();
        assertThat(Versions.comeWithInsert(mapping(BegunByTheProgram.class))).isFalse();
        assertThat(Versions.comeWithUpdate(mapping(BegunByTheProgram.class))).isTrue();
    }

    @Test
    void comeBackFromAnUpdateWithWhatElseTheDatabaseGives() {
        assertThat(Versions.given(mapping(Numbered.class)).cardinality()).isZero();
        assertThat(Versions.given(mapping(MadeByTheDatabase.class)).cardinality())
                .isEqualTo(2);
        assertThat(Versions.given(mapping(BegunByTheDatabase.class)).cardinality())
                .isZero();
        assertThat(Versions.given(mapping(BegunByTheProgram.class)).cardinality())
                .isEqualTo(1);
    }

    /** MariaDB has no UPDATE … RETURNING, and that of SQLite is before its triggers. */
    @Test
    void areToldByTheUpdateWhereItTellsWhatTriggersMade() {
        assertThat(Stream.of(
                                PostgresDialect.INSTANCE,
                                H2Dialect.INSTANCE,
                                MySqlDialect.MARIADB,
                                MySqlDialect.MYSQL,
                                SqliteDialect.INSTANCE)
                        .filter(Versions::areTold))
                .containsExactly(PostgresDialect.INSTANCE, H2Dialect.INSTANCE);
    }

    @Test
    void countsOneMore() {
        assertThat(after(Numbered.class, 7)).isEqualTo(8);
    }

    @Test
    void takesTheTimeThatIsLaterThanTheOldOne() {
        assertThat(after(AtMoment.class, NOON.minusSeconds(1))).isEqualTo(NOON);
        assertThat(after(AtLocalTime.class, LocalDateTime.parse("2026-01-02T12:00:00")))
                .isEqualTo(LocalDateTime.parse("2026-01-02T12:00:00.000001"));
        assertThat(after(AtOffset.class, OffsetDateTime.parse("2026-01-02T14:00:00+02:00")))
                .isEqualTo(OffsetDateTime.parse("2026-01-02T12:00:00.000001Z"));
    }

    @Test
    void isAMicrosecondLaterWithinOneTickOfTheClock() {
        assertThat(after(AtMoment.class, NOON)).isEqualTo(utc("12:00:00.000002"));
        assertThat(after(AtLocalTime.class, LocalDateTime.parse("2026-01-02T12:00:00.000001")))
                .isEqualTo(LocalDateTime.parse("2026-01-02T12:00:00.000002"));
        assertThat(after(AtOffset.class, OffsetDateTime.parse("2026-01-02T14:00:00.000001+02:00")))
                .isEqualTo(OffsetDateTime.parse("2026-01-02T12:00:00.000002Z"));
    }

    @Test
    void isLaterThanTheOldOneWhenTheClockWentBack() {
        assertThat(after(AtMoment.class, utc("13:00:00"))).isEqualTo(utc("13:00:00.000001"));
        assertThat(after(AtLocalTime.class, LocalDateTime.parse("2026-01-02T13:00:00")))
                .isEqualTo(LocalDateTime.parse("2026-01-02T13:00:00.000001"));
        assertThat(after(AtOffset.class, OffsetDateTime.parse("2026-01-02T12:00:00-01:00")))
                .isEqualTo(OffsetDateTime.parse("2026-01-02T13:00:00.000001Z"));
    }

    /** A program gave it with nanoseconds: the column has the microsecond before or behind. */
    @Test
    void isLaterThanWhatTheColumnRoundsTheOldOneTo() {
        assertThat(after(AtMoment.class, utc("12:00:00.000000900"))).isEqualTo(utc("12:00:00.000002"));
        assertThat(after(AtMoment.class, utc("12:00:00.000001001"))).isEqualTo(utc("12:00:00.000003"));
    }
}
