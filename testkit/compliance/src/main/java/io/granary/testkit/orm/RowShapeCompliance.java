package io.granary.testkit.orm;

import static io.granary.sql.Functions.count;
import static io.granary.sql.Functions.max;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.RelationshipJoinCompliance.itemsStored;
import static io.granary.testkit.orm.RelationshipJoinCompliance.usersStored;
import static io.granary.testkit.orm.RelationshipQueryCompliance.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.Row;
import io.granary.orm.AsyncSession;
import io.granary.sql.Select;
import io.granary.sql.TypedAlias;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What rows of queries along relationships hold: several objects, objects and columns, sums, records, pages. */
public interface RowShapeCompliance extends RelationshipJoinCompliance {

    /**
     * A user and how many addresses they have.
     *
     * @param name the user's
     * @param addresses how many
     * @param last the greatest street
     */
    record Lived(String name, long addresses, @Nullable String last) {}

    @Test
    @Tag("RQ30")
    default void rowsHoldSeveralObjectsAndColumns(Bench bench) {
        usersStored(bench);
        AsyncSession session = sessions(bench).open();
        List<Row> found = Await.value(session.execute(
                        select(USERS, ADDRESSES).join(USER_ADDRESSES).orderBy(USER_NAME, STREET)))
                .fetchAll();
        assertThat(found).hasSize(3);
        assertThat(found.get(0).get(0))
                .as("one object for all its rows")
                .isSameAs(found.get(1).get(0));
        assertThat(found.get(1).get(1, Address.class)).extracting("street").isEqualTo("oak");
        assertThat(found.get(1).get("User", User.class)).extracting("name").isEqualTo("ann");
        assertThat(Objects.requireNonNull(found.get(1).get("Address", Address.class)).user)
                .as("what a row has beside it is known")
                .isSameAs(found.get(1).get(0));
        assertThat(rows(
                        session,
                        select(USER_NAME.as("who"), STREET)
                                .select(ADDRESSES)
                                .leftJoin(USER_ADDRESSES)
                                .orderBy(USER_NAME, STREET)))
                .containsExactly("ann|elm|elm", "ann|oak|oak", "bob|elm|elm", "cat|null|null");
        TypedAlias<User> other = USERS.as("other");
        assertThat(rows(
                        session,
                        select(USERS)
                                .select(other, STREET)
                                .join(USER_ADDRESSES)
                                .join(other, other.column(USER_NAME).gt(USER_NAME))
                                .where(STREET.eq("oak"))
                                .orderBy(other.column(USER_NAME))))
                .containsExactly("ann|bob|oak", "ann|cat|oak");
        Await.value(session.close());
    }

    @Test
    @Tag("RQ31")
    default void groupsAreCountedAndBecomeRecords(Bench bench) {
        usersStored(bench);
        itemsStored(bench);
        AsyncSession session = sessions(bench).open();
        Select<String> lived = select(
                        USER_NAME,
                        count(ADDRESSES.attribute("id", Long.class)).as("addresses"),
                        max(STREET).as("last"))
                .leftJoin(USER_ADDRESSES)
                .groupBy(USER_NAME)
                .orderBy(USER_NAME);
        assertThat(Await.value(session.execute(lived)).into(Lived.class).all())
                .containsExactly(new Lived("ann", 2, "oak"), new Lived("bob", 1, "elm"), new Lived("cat", 0, null));
        assertThat(Await.value(session.execute(lived.having(count(STREET).gt(1L))))
                        .into(Lived.class)
                        .all())
                .containsExactly(new Lived("ann", 2, "oak"));
        assertThat(rows(
                        session,
                        select(USERS, count(STREET).as("many"))
                                .leftJoin(USER_ADDRESSES)
                                .groupBy(
                                        USER_ID,
                                        USER_NAME,
                                        USERS.attribute("email", String.class),
                                        USERS.attribute("age", Integer.class))
                                .orderBy(count(STREET).as("many").desc(), USER_NAME)))
                .containsExactly("ann|2", "bob|1", "cat|0");
        assertThat(rows(
                        session,
                        select(WORD, count()).join(KEYWORD_ITEMS).groupBy(WORD).orderBy(WORD)))
                .containsExactly("old|1", "red|2");
        Await.value(session.close());
    }

    @Test
    @Tag("RQ32")
    default void pagesAreCountedOffOrBeginBehindARow(Bench bench) {
        List<User> users = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            users.add(new User("user" + i % 3).at("oak"));
        }
        stored(bench, users.toArray());
        AsyncSession session = sessions(bench).open();
        Select<User> all = select(USERS).where(USER_ADDRESSES.any()).orderBy(USER_NAME, USER_ID.desc());
        List<@Nullable User> whole = Await.value(session.scalars(all)).all();
        List<@Nullable User> counted = new ArrayList<>();
        List<@Nullable User> behind = new ArrayList<>();
        for (int page = 0; page < 4; page++) {
            counted.addAll(
                    Await.value(session.scalars(all.limit(2).offset(page * 2L))).all());
        }
        Select<User> next = all.limit(3);
        while (true) {
            List<@Nullable User> page = Await.value(session.scalars(next)).all();
            behind.addAll(page);
            if (page.size() < 3) {
                break;
            }
            User last = Objects.requireNonNull(page.get(2));
            next = all.limit(3).after(last.name, last.id);
        }
        assertThat(whole).hasSize(7);
        assertThat(counted).isEqualTo(whole);
        assertThat(behind).isEqualTo(whole);
        Select<String> joined = select(STREET, USER_ID)
                .join(ADDRESS_USER)
                .orderBy(USER_NAME, USER_ID)
                .limit(4);
        assertThat(rows(session, joined.after("user1", 0L))).hasSize(4);
        assertThat(rows(session, joined.after("user2", Long.MAX_VALUE))).isEmpty();
        Await.value(session.close());
    }
}
