package io.granary.orm;

import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.error.InvalidRequestException;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.Actors;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A record is read and never written. */
@Actors
class ReadOnlyRecordTest {

    @Entity
    @Table(name = "countries")
    record Country(@Id long id, @Column(length = 20) String name) {}

    @SuppressWarnings("NullAway.Init")
    private AsyncEngine engine;

    @SuppressWarnings("NullAway.Init")
    private AsyncSession session;

    @BeforeEach
    void make(ActorTestKit kit) {
        engine = AsyncEngine.create(kit.system(), "h2:mem:///records");
        outcomeOf(engine.begin(connection -> connection
                .execute(Sql.text("create table countries (id bigint primary key, name varchar(20))"))
                .thenCompose(made -> connection.execute(Sql.text("insert into countries values (1, 'Malta')")))));
        session = AsyncSessionMaker.of(engine, Mappings.of(Country.class)).open();
    }

    @AfterEach
    void end() {
        outcomeOf(session.close());
        outcomeOf(engine.execute(Sql.text("drop table countries")));
        outcomeOf(engine.close());
    }

    @Test
    void isNotAdded() {
        session.add(new Country(2, "Cyprus"));

        assertThat(failureOf(session.flush()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("read and never written");

        outcomeOf(session.rollback());
        assertThat(outcomeOf(session.get(Country.class, 2L))).isEmpty();
    }

    @Test
    void isNotDeleted() {
        Country malta = outcomeOf(session.getOne(Country.class, 1L));

        assertThat(failureOf(session.delete(malta)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("cannot be deleted");

        outcomeOf(session.commit());
        assertThat(outcomeOf(session.getOne(Country.class, 1L))).isEqualTo(malta);
    }

    @Test
    void givesWayToAnotherOnceItIsExpiredAndItsRowHasChanged() {
        Country malta = outcomeOf(session.getOne(Country.class, 1L));
        outcomeOf(session.commit());
        assertThat(outcomeOf(session.getOne(Country.class, 1L)))
                .as("the row has not changed")
                .isSameAs(malta);
        outcomeOf(session.commit());
        outcomeOf(engine.execute(Sql.text("update countries set name = 'Gozo'")));

        assertThat(outcomeOf(session.getOne(Country.class, 1L))).isEqualTo(new Country(1, "Gozo"));

        assertThat(outcomeOf(session.contains(malta))).isFalse();
        outcomeOf(engine.execute(Sql.text("update countries set name = 'Malta'")));
        assertThat(outcomeOf(session.getOne(Country.class, 1L)).name())
                .as("nothing has expired it")
                .isEqualTo("Gozo");
        assertThat(outcomeOf(session.get(Country.class, 1L, GetOptions.none().withPopulateExisting(true))))
                .contains(malta);
    }

    @Test
    void isReadAnewAfterAStatementThatChangesItsRow() {
        Country malta = outcomeOf(session.getOne(Country.class, 1L));
        EntityTable<Country> countries = EntityTable.of(Country.class);

        outcomeOf(session.execute(Sql.update(countries).set(countries.attribute("name", String.class), "Gozo")));

        assertThat(outcomeOf(session.getOne(Country.class, 1L)).name()).isEqualTo("Gozo");
        outcomeOf(session.rollback());
        assertThat(outcomeOf(session.getOne(Country.class, 1L))).isEqualTo(malta);
    }

    @Test
    void isNotRefreshed() {
        Country malta = outcomeOf(session.getOne(Country.class, 1L));

        assertThat(failureOf(session.refresh(malta)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("stays as it was read");
    }
}
