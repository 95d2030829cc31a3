package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.granary.dialect.Feature;
import io.granary.error.FlushException;
import io.granary.error.StaleDataException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.schema.Column;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.PlainSql;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Versions that the database makes: by a trigger, by a sequence, by its clock. */
public interface GivenVersionCompliance extends OnSessions {

    /** Receipts. */
    EntityTable<Receipt> RECEIPTS = EntityTable.of(Receipt.class);

    /** How much was paid. */
    Column<Integer> RECEIPT_AMOUNT = RECEIPTS.attribute("amount", Integer.class);

    /**
     * Has the database make the versions of which the mapping says that it does.
     *
     * @param sql runs statements
     * @param kind which database
     */
    static void makeVersions(PlainSql sql, DatabaseKind kind) {
        switch (kind) {
            case POSTGRESQL ->
                sql.run(
                        "alter table orm_vouchers alter column version set default 1",
                        "create function count_voucher() returns trigger language plpgsql as"
                                + " $$ begin new.version := old.version + 1; return new; end $$",
                        "create trigger orm_vouchers_v before update on orm_vouchers for each row execute function count_voucher()",
                        "create function time_receipt() returns trigger language plpgsql as"
                                + " $$ begin new.changed := clock_timestamp(); return new; end $$",
                        "create trigger orm_receipts_v before insert or update on orm_receipts for each row"
                                + " execute function time_receipt()");
            case H2 ->
                sql.run(
                        "create sequence orm_vouchers_v",
                        "alter table orm_vouchers alter column version set default next value for orm_vouchers_v",
                        "alter table orm_vouchers alter column version set on update next value for orm_vouchers_v",
                        "alter table orm_receipts alter column changed set default current_timestamp",
                        "alter table orm_receipts alter column changed set on update current_timestamp");
            case SQLITE -> {
                String made = String.valueOf(sql.value("select sql from sqlite_schema where name = 'orm_vouchers'"));
                sql.run(
                        "drop table orm_vouchers",
                        made.replace("version BIGINT", "version BIGINT DEFAULT 1"),
                        "create trigger orm_vouchers_v after update on orm_vouchers begin"
                                + " update orm_vouchers set version = old.version + 1 where id = new.id; end");
            }
            default ->
                sql.run(
                        "alter table orm_vouchers alter column version set default 1",
                        "create trigger orm_vouchers_v before update on orm_vouchers for each row"
                                + " set new.version = old.version + 1",
                        "alter table orm_receipts modify changed datetime(6) default current_timestamp(6)"
                                + " on update current_timestamp(6)");
        }
    }

    private static void assumeClock(Bench bench) {
        assumeTrue(
                bench.database().kind() != DatabaseKind.SQLITE,
                "its clock keeps milliseconds, and a test changes a row twice within one");
    }

    private static long versionOf(Bench bench, int id) {
        return bench.sql().number("select version from orm_vouchers where id = " + id);
    }

    @Test
    @Tag("VE11")
    default void aVersionThatTheDatabaseCountsComesBackAndStopsWhoIsLate(Bench bench) {
        Voucher ann = new Voucher(1, "ann");
        Voucher bob = new Voucher(2, "bob");
        AsyncSession session = sessions(bench).open();
        session.addAll(List.of(ann, bob));
        Await.value(session.flush());
        long first = ann.version;
        assertThat(first).isPositive();
        ann.guest = "anna";
        ann.version = 99;
        bob.guest = "robert";
        Await.value(session.flush());
        assertThat(ann.version).isGreaterThan(first).isNotEqualTo(99);
        ann.guest = "annabel";
        Await.value(session.commit());
        assertThat(List.of(ann.version, bob.version)).containsExactly(versionOf(bench, 1), versionOf(bench, 2));
        bench.sql().run("update orm_vouchers set guest = 'cid' where id = 1");
        ann.guest = "late";
        assertThat(Await.failure(session.commit(), StaleDataException.class))
                .hasMessageContaining("expected to update 1 row(s); 0 were matched. It was for [Voucher(1)]");
        Await.value(session.rollback());
        Await.value(session.deleteAll(List.of(get(session, Voucher.class, 1), bob)));
        Await.value(session.commit());
        assertThat(count(bench, "orm_vouchers")).isZero();
        Await.value(session.close());
    }

    /** What one table has changed, a trigger of the other counts; where that has none, nobody is left in the belief that it does. */
    @Test
    @Tag("VE11")
    default void theTopmostTableCountsWhatChangesInAnother(Bench bench) {
        stored(bench, new SeatVoucher(1, "ann", 7), new SeatVoucher(2, "bob", 8));
        AsyncSession late = sessions(bench).open();
        SeatVoucher read = get(late, SeatVoucher.class, 1);
        Await.value(late.rollback());
        AsyncSession session = sessions(bench).open();
        SeatVoucher voucher = get(session, SeatVoucher.class, 1);
        voucher.seat = 9;
        if (bench.database().kind() == DatabaseKind.H2) {
            assertThat(Await.failure(session.commit(), FlushException.class))
                    .hasMessageContaining("The database made no other version of Voucher(1)");
        } else {
            Await.value(session.commit());
            assertThat(List.of(voucher.version, versionOf(bench, 1))).containsExactly(2L, 2L);
            read.seat = 10;
            assertThat(Await.failure(late.commit(), StaleDataException.class)).hasMessageContaining("Voucher(1)");
        }
        Await.value(late.close());
        Await.value(session.close());
    }

    /** An UPDATE by keys writes the topmost row as it is, too, and has the version come back. */
    @Test
    @Tag("SH05")
    default void anUpdateByKeysHasTheTopmostTableCount(Bench bench) {
        assumeTrue(
                bench.database().kind() != DatabaseKind.H2, "its ON UPDATE does nothing for a row that stays as it is");
        stored(bench, new SeatVoucher(1, "ann", 7));
        AsyncSession session = sessions(bench).open();
        SeatVoucher voucher = get(session, SeatVoucher.class, 1);
        Await.value(session.execute(
                update(EntityTable.of(SeatVoucher.class)), List.of(Map.of("id", 1, "version", 1L, "seat", 9))));
        assertThat(List.of(voucher.seat, voucher.version)).containsExactly(9, 2L);
        Await.value(session.commit());
        assertThat(versionOf(bench, 1)).isEqualTo(2);
        assertThat(Await.failure(
                        session.execute(
                                update(EntityTable.of(SeatVoucher.class)),
                                List.of(Map.of("id", 1, "version", 1L, "seat", 10))),
                        StaleDataException.class))
                .hasMessageContaining("orm_vouchers");
        Await.value(session.close());
    }

    @Test
    @Tag("VE11")
    default void aTimeOfTheDatabasesClockIsAVersion(Bench bench) {
        assumeClock(bench);
        Receipt receipt = new Receipt(1);
        Receipt other = new Receipt(2);
        AsyncSession session = sessions(bench).open();
        session.addAll(List.of(receipt, other));
        Await.value(session.commit());
        Instant first = Objects.requireNonNull(receipt.changed);
        bench.kept(BegunTransactions.class).take();
        sent(bench).mark();
        receipt.amount = 3;
        Await.value(session.commit());
        boolean told = bench.engine().dialect().supports(Feature.UPDATE_RETURNING);
        assertThat(sent(bench).texts()).hasSize(told ? 1 : 2);
        assertThat(bench.kept(BegunTransactions.class).take())
                .as("one statement commits itself, two do not")
                .isEqualTo(told ? 0 : 1);
        assertThat(receipt.changed).isAfter(first);
        receipt.amount = 4;
        other.amount = 5;
        Await.value(session.commit());
        AsyncSession others = sessions(bench).open();
        assertThat(get(others, Receipt.class, receipt.id).changed).isEqualTo(receipt.changed);
        Receipt read = get(others, Receipt.class, other.id);
        assertThat(read.changed).isEqualTo(other.changed);
        Await.value(others.rollback());
        other.amount = 6;
        Await.value(session.commit());
        read.amount = 7;
        assertThat(Await.failure(others.commit(), StaleDataException.class)).hasMessageContaining("Receipt");
        Await.value(others.close());
        Await.value(session.close());
    }

    @Test
    @Tag("VE11")
    default void changesByKeysBringTheVersionAndOthersHaveItReadAgain(Bench bench) {
        assumeClock(bench);
        Receipt receipt = new Receipt(1);
        AsyncSession session = sessions(bench).open();
        session.add(receipt);
        Await.value(session.flush());
        Map<String, Object> row = Map.of(
                "id",
                Objects.requireNonNull(receipt.id),
                "amount",
                2,
                "changed",
                Objects.requireNonNull(receipt.changed));
        Await.value(session.commit());
        Await.value(session.execute(update(RECEIPTS), List.of(row)));
        assertThat(receipt.amount).isEqualTo(2);
        receipt.amount = 3;
        Await.value(session.commit());
        Await.value(session.execute(update(RECEIPTS).set(RECEIPT_AMOUNT, 4)));
        Await.value(session.commit());
        receipt.amount = 5;
        Await.failure(session.commit(), StaleDataException.class);
        Await.value(session.rollback());
        Await.value(session.scalars(select(RECEIPTS)));
        receipt.amount = 6;
        Await.value(session.commit());
        assertThat(bench.sql().number("select amount from orm_receipts")).isEqualTo(6);
        Await.failure(session.execute(update(RECEIPTS), List.of(row)), StaleDataException.class);
        Await.value(session.close());
    }

    @Test
    @Tag("VE11")
    default void aVersionThatTheDatabaseDoesNotMakeIsMissed(Bench bench) {
        assumeTrue(bench.database().kind() == DatabaseKind.SQLITE, "elsewhere it is made");
        AsyncSession session = sessions(bench).open();
        session.add(new Receipt(1));
        assertThat(Await.failure(session.flush(), FlushException.class))
                .hasMessageContaining("The database was to make the version of a new Receipt");
        Await.value(session.close());
    }

    /** A reference of one of them is taken away first, which makes it another version; the deletion behind it must not take that for the one that was loaded. */
    @Test
    @Tag("VE11")
    default void rowsThatReferToOneAnotherAreNotDeletedBySomebodyWhoIsLate(Bench bench) {
        assumeClock(bench);
        Receipt one = new Receipt(1);
        Receipt two = new Receipt(2);
        AsyncSession session = sessions(bench).open();
        session.addAll(List.of(one, two));
        Await.value(session.flush());
        one.corrects = two;
        two.corrects = one;
        Await.value(session.commit());
        for (Receipt changed : List.of(one, two)) {
            Await.value(session.refresh(one));
            Await.value(session.refresh(two));
            bench.sql().run("update orm_receipts set amount = 9 where id = " + changed.id);
            Await.value(session.deleteAll(List.of(one, two)));
            Await.failure(session.commit(), StaleDataException.class);
            Await.value(session.rollback());
            assertThat(count(bench, "orm_receipts")).isEqualTo(2);
        }
        Await.value(session.refresh(one));
        Await.value(session.refresh(two));
        Await.value(session.deleteAll(List.of(one, two)));
        Await.value(session.commit());
        assertThat(count(bench, "orm_receipts")).isZero();
        Await.value(session.close());
    }
}
