package io.granary.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.error.AmbiguousColumnException;
import io.granary.error.ArgumentException;
import io.granary.error.NoSuchColumnException;
import io.granary.schema.Table;
import io.granary.sql.Params;
import io.granary.type.Types;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowValuesTest {

    record User(
            @Nullable Long id, String userName, @Nullable Integer age) {}

    private record Hidden(int n, Optional<String> note) {}

    record Fragile(int n) {
        @Override
        public int n() {
            throw new IllegalStateException("not today");
        }
    }

    private static final Table USERS = Table.of("users", t -> {
        t.column("id", Types.BIG_INTEGER, c -> c.primaryKey().identity());
        t.column("USER_NAME", Types.string(20));
        t.column("age", Types.INTEGER);
        t.column("born", Types.DATE);
    });

    @Test
    void areNamedAsTheComponentsInTheirOrder() {
        assertThat(RowValues.of(User.class).apply(new User(7L, "Ann", null)))
                .containsExactlyEntriesOf(Params.of("id", 7L, "userName", "Ann", "age", null));
    }

    @Test
    void areNamedAsTheColumnsTheyAreReadFrom() {
        Map<String, @Nullable Object> values = RowValues.of(User.class, USERS).apply(new User(null, "Ann", 30));

        assertThat(values).containsExactlyEntriesOf(Params.of("id", null, "USER_NAME", "Ann", "age", 30));
        Row row = new Row(
                RowKeys.of(values.keySet().toArray(new String[0])),
                values.values().toArray());
        assertThat(row.into(User.class)).isEqualTo(new User(null, "Ann", 30));
    }

    @Test
    void preferTheExactName() {
        Table both = Table.of("both", t -> {
            t.column("user_name", Types.string(20));
            t.column("userName", Types.string(20));
            t.column("id", Types.INTEGER);
            t.column("age", Types.INTEGER);
        });

        assertThat(RowValues.of(User.class, both).apply(new User(1L, "Ann", 2))).containsKey("userName");
    }

    @Test
    void leaveOutWhatTheDatabaseFills() {
        assertThat(RowValues.of(User.class, USERS).without("id").apply(new User(null, "Ann", 30)))
                .containsOnlyKeys("USER_NAME", "age");
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> RowValues.of(User.class, USERS).without("userNam"))
                .withMessageContaining("did you mean \"userName\"");
    }

    @Test
    void convertNothingAndOpenOptionals() {
        RowValues<Hidden> values = RowValues.of(Hidden.class);

        assertThat(values.apply(new Hidden(1, Optional.of("x")))).isEqualTo(Params.of("n", 1, "note", "x"));
        assertThat(values.apply(new Hidden(1, Optional.empty()))).isEqualTo(Params.of("n", 1, "note", null));
    }

    @Test
    void refuseComponentsThatAreNoOrSeveralColumns() {
        Table none = Table.of("none", t -> t.column("id", Types.INTEGER));
        Table several = Table.of("several", t -> {
            t.column("id", Types.INTEGER);
            t.column("user_name", Types.INTEGER);
            t.column("USERNAME", Types.INTEGER);
            t.column("age", Types.INTEGER);
        });

        assertThatExceptionOfType(NoSuchColumnException.class)
                .isThrownBy(() -> RowValues.of(User.class, none))
                .withMessageContaining("\"userName\"");
        assertThatExceptionOfType(AmbiguousColumnException.class)
                .isThrownBy(() -> RowValues.of(User.class, several))
                .withMessageContaining("2 columns");
    }

    @Test
    void letThroughWhatARecordThrows() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> RowValues.of(Fragile.class).apply(new Fragile(1)))
                .withMessage("not today");
    }
}
