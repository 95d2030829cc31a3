package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.session;
import static io.granary.testkit.orm.OnSessions.stored;

import io.granary.orm.AsyncSession;
import io.granary.sql.TypedSelect;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the suites of those who work share. */
final class Staff {

    private Staff() {}

    /** The statements since the mark, with one marker for all databases. */
    static List<String> statements(Bench bench) {
        return sent(bench).texts().stream()
                .map(text -> text.replaceAll("\\$\\d+", "?"))
                .toList();
    }

    static <T> List<@Nullable T> all(AsyncSession session, TypedSelect<T> select) {
        return Await.value(session.scalars(select)).all();
    }

    static List<String> classes(List<? extends @Nullable Object> objects) {
        return objects.stream()
                .map(each -> Objects.requireNonNull(each).getClass().getSimpleName())
                .toList();
    }

    static List<String> names(List<? extends Employee> employees) {
        return employees.stream().map(each -> Objects.requireNonNull(each.name)).toList();
    }

    static void fourStored(Bench bench) {
        stored(
                bench,
                new Employee("ann"),
                new Manager("bob", 10),
                new Engineer("cat", "lathe"),
                new Director("dan", 20, "bike"));
    }
}
