package io.granary.engine;

import static io.granary.engine.Samples.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.granary.error.AmbiguousColumnException;
import io.granary.error.ArgumentException;
import io.granary.error.NoSuchColumnException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordMappingTest {

    record User(long id, String userName, @Nullable Integer age) {}

    record Contact(String name, Optional<Long> phone, Optional<List<String>> tags, Optional<?> any) {}

    @SuppressWarnings("ArrayRecordComponent") // a canonical constructor of variable arity
    record Event(TimeUnit unit, Object... rest) {}

    record Nothing() {}

    private record Hidden(int n) {}

    private record Positive(int n) {
        Positive {
            if (n < 1) {
                throw new IllegalArgumentException("not positive");
            }
        }

        Positive(String text) {
            this(Integer.parseInt(text));
        }
    }

    private static Row row(String names, @Nullable Object... values) {
        return new Row(RowKeys.of(names.split(" ")), values);
    }

    @Test
    void takesColumnsByNameAndConvertsThem() {
        assertThat(row("age userName id extra", 30, "Ann", 7, "x").into(User.class))
                .isEqualTo(new User(7, "Ann", 30));
    }

    @Test
    void takesSnakeCaseAndUpperCaseNames() {
        assertThat(row("id user_name age", 7, "Ann", null).into(User.class)).isEqualTo(new User(7, "Ann", null));
        assertThat(row("ID USER_NAME AGE", 7L, "Ann", 1).into(User.class)).isEqualTo(new User(7, "Ann", 1));
    }

    @Test
    void prefersTheExactName() {
        assertThat(row("id user_name userName age", 7, "snake", "camel", 1)
                        .into(User.class)
                        .userName())
                .isEqualTo("camel");
    }

    @Test
    void readsWholeResultsThroughOneView() {
        Result result = result("id user_name age", new Object[][] {{1, "Ann", 30}, {2, "Bob", 40}, {3, "Cy", 50}});
        ScalarResult<User> users = result.into(User.class);
        assertThat(users.fetchMany(1)).containsExactly(new User(1, "Ann", 30));
        assertThat(result.fetchOne()).isPresent();
        assertThat(users.one()).isEqualTo(new User(3, "Cy", 50));
        assertThat(result("x id n user_name age", new Object[][] {{0, 1, 0, "Ann", 30}})
                        .columns("age", "id", "user_name")
                        .into(User.class)
                        .first())
                .contains(new User(1, "Ann", 30));
    }

    @Test
    void refusesAMissingColumnAtOnceEvenWithoutARow() {
        assertThatExceptionOfType(NoSuchColumnException.class)
                .isThrownBy(() -> result("id name").into(User.class))
                .withMessageContaining(
                        "Component \"userName\" of record User has no column; there are \"id\", \"name\"")
                .withMessageContaining("AS");
    }

    @Test
    void refusesSeveralFittingColumns() {
        assertThatExceptionOfType(AmbiguousColumnException.class)
                .isThrownBy(() -> result("id user_name USERNAME age").into(User.class))
                .withMessageContaining("Component \"userName\" of record User is ambiguous: 2 of the columns");
        assertThatExceptionOfType(AmbiguousColumnException.class)
                .isThrownBy(() -> result("id id user_name age").into(User.class))
                .withMessageContaining("\"id\" is ambiguous");
    }

    @Test
    void refusesAValueThatDoesNotFitNamingComponentAndColumn() {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> row("id user_name age", 1, "Ann", "thirty").into(User.class))
                .withMessageContaining("Column \"age\" (position 2), for component \"age\" of record User,")
                .withMessageContaining("holds a value of type String of 6 characters, which cannot become Integer");
    }

    @Test
    void refusesNullForAPrimitiveAndNamesTheCures() {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> row("id user_name age", null, "Ann", 1).into(User.class))
                .withMessageContaining("component \"id\" of record User, is NULL, which a primitive long cannot hold")
                .withMessageContaining("declare the component as Long or Optional<Long>, or select COALESCE(...)");
    }

    @Test
    void wrapsOptionalComponents() {
        assertThat(row("name phone tags any", "Ann", 7, List.of("a"), "x").into(Contact.class))
                .isEqualTo(new Contact("Ann", Optional.of(7L), Optional.of(List.of("a")), Optional.of("x")));
        assertThat(row("name phone tags any", "Ann", null, null, null).into(Contact.class))
                .isEqualTo(new Contact("Ann", Optional.empty(), Optional.empty(), Optional.empty()));
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(
                        () -> row("name phone tags any", "Ann", "x", null, null).into(Contact.class))
                .withMessageContaining("component \"phone\"")
                .withMessageContaining("cannot become Long");
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(
                        () -> row("name phone tags any", "Ann", null, 5, null).into(Contact.class))
                .withMessageContaining("cannot become List");
    }

    @Test
    void constructsThroughTheCanonicalConstructorWhateverItsForm() {
        Event event = row("unit rest", "DAYS", new Object[] {1, 2}).into(Event.class);
        assertThat(event.unit()).isEqualTo(TimeUnit.DAYS);
        assertThat(event.rest()).containsExactly(1, 2);
        assertThat(row("a", 1).into(Nothing.class)).isEqualTo(new Nothing());
        assertThat(row("n", 3L).into(Hidden.class)).isEqualTo(new Hidden(3));
        assertThat(row("n", 3L).into(Positive.class)).isEqualTo(new Positive("3"));
    }

    @Test
    void letsTheRecordsOwnRefusalThrough() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> row("n", 0).into(Positive.class))
                .withMessage("not positive");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // what a raw type lets through
    void refusesAClassThatIsNoRecord() {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> row("n", 0).into((Class) Record.class))
                .withMessageContaining("Class java.lang.Record is not a record");
    }

    @Test
    void plansOncePerKeysAndClass() {
        RowKeys keys = RowKeys.of("n");
        assertThat(keys.planFor(Positive.class)).isSameAs(keys.planFor(Positive.class));
    }
}
