package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static io.granary.testkit.orm.LoadingCompliance.all;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.assertSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.schema.Column;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.PlainSql;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values that the database gives as rows are written: computed ones, and those of triggers. */
public interface GivenValueCompliance extends OnSessions {

    /** Plots. */
    EntityTable<Plot> PLOTS = EntityTable.of(Plot.class);

    /** How wide they are. */
    Column<Integer> PLOT_WIDTH = PLOTS.attribute("width", Integer.class);

    /** Databases whose triggers are a few words of SQL that change the row on its way. */
    Set<DatabaseKind> WITH_TRIGGER = EnumSet.of(DatabaseKind.POSTGRESQL, DatabaseKind.MARIADB, DatabaseKind.MYSQL);

    /**
     * Has the database compute what the mapping says nothing of.
     *
     * @param sql runs statements
     * @param kind which database
     */
    static void computePlots(PlainSql sql, DatabaseKind kind) {
        String kept = switch (kind) {
            case H2 -> "";
            case SQLITE -> " virtual";
            default -> " stored";
        };
        sql.run(
                "alter table orm_plots drop column area",
                "alter table orm_plots add column area int generated always as (width * length)" + kept);
        if (kind == DatabaseKind.POSTGRESQL) {
            sql.run(
                    "create function count_plot() returns trigger language plpgsql as"
                            + " $$ begin new.changes := coalesce(new.changes, 0) + 1; return new; end $$",
                    "create trigger orm_plots_t before insert or update on orm_plots for each row execute function count_plot()");
        } else if (WITH_TRIGGER.contains(kind)) {
            sql.run(
                    "create trigger orm_plots_i before insert on orm_plots for each row set new.changes = 1",
                    "create trigger orm_plots_u before update on orm_plots for each row set new.changes = old.changes + 1");
        }
    }

    private static @Nullable Integer changes(Bench bench, int count) {
        return WITH_TRIGGER.contains(bench.database().kind()) ? count : null;
    }

    @Test
    @Tag("UW27")
    default void whatIsComputedComesBackWithInsertAndUpdate(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Plot plot = new Plot(1, 2, 3);
        session.add(plot);
        Await.value(session.flush());
        assertSent(
                bench,
                "INSERT INTO orm_plots (id, width, length) VALUES (?, ?, ?) RETURNING orm_plots.area, orm_plots.changes");
        assertThat(get(session, Plot.class, 1)).isSameAs(plot);
        assertThat(plot.area).isEqualTo(6);
        assertThat(plot.changes).isEqualTo(changes(bench, 1));
        sent(bench).mark();
        plot.width = 10;
        Await.value(session.flush());
        boolean told = bench.engine().dialect().supports(Feature.UPDATE_RETURNING);
        if (told) {
            assertThat(plot.area).as("it came back with the row").isEqualTo(30);
        }
        get(session, Plot.class, 1);
        assertThat(plot.area).isEqualTo(30);
        assertThat(plot.changes).isEqualTo(changes(bench, 2));
        String change =
                "UPDATE orm_plots SET width = ? WHERE orm_plots.id = ? RETURNING orm_plots.area, orm_plots.changes";
        if (told) {
            assertSent(bench, change);
        } else {
            assertSent(
                    bench,
                    change,
                    "SELECT orm_plots.id, orm_plots.width, orm_plots.length, orm_plots.area, orm_plots.changes FROM orm_plots"
                            + " WHERE orm_plots.id = ?");
        }
        Await.value(session.flush());
        assertSent(bench);
        Await.value(session.commit());
        Await.value(session.close());
    }

    @Test
    default void ofManyRowsItIsReadWhereItDoesNotComeBack(Bench bench) {
        stored(bench, new Plot(1, 1, 1), new Plot(2, 2, 1), new Plot(3, 3, 1));
        AsyncSession session = sessions(bench).open();
        List<Plot> plots = all(session, select(PLOTS).orderBy(PLOT_WIDTH));
        plots.forEach(plot -> plot.length = 5);
        Await.value(session.flush());
        Await.value(session.getAll(Plot.class, List.of(1, 2, 3)));
        plots.forEach(plot -> Await.value(session.get(Plot.class, plot.id)));
        assertThat(plots.stream().map(plot -> plot.area).toList()).containsExactly(5, 10, 15);
        Await.value(session.execute(update(PLOTS).set(PLOT_WIDTH, 7).where(PLOT_WIDTH.le(2))));
        plots.forEach(plot -> Await.value(session.get(Plot.class, plot.id)));
        assertThat(plots.stream().map(plot -> plot.area).toList()).containsExactly(35, 35, 15);
        Await.value(session.execute(update(PLOTS), List.of(Map.of("id", 3, "width", 4))));
        assertThat(get(session, Plot.class, 3).area).isEqualTo(20);
        Await.value(session.commit());
        Await.value(session.close());
    }
}
