package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.Guest_.GUEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.H2Dialect;
import io.granary.orm.EntityTable;
import io.granary.orm.Mappings;
import io.granary.schema.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the annotation processor writes in a build with Maven, Error Prone and NullAway. */
final class GeneratedClassTest {

    @Test
    void isTheTableOfItsClass() {
        Column<List<String>> languages = GUEST.languages;

        assertThat(EntityTable.of(Guest.class)).isSameAs(GUEST);
        assertThat(Mappings.of(Guest.class).mapping(Guest.class).table()).isSameAs(GUEST);
        assertThat(languages).isSameAs(GUEST.column("languages"));
        assertThat(select(GUEST.id)
                        .where(GUEST.name.like("A%").and(GUEST.visits.gt(3)))
                        .toSql(H2Dialect.INSTANCE)
                        .text())
                .isEqualTo("SELECT guest.id FROM guest WHERE guest.name LIKE ? AND guest.visits > ?");
    }

    @Test
    void reachesObjectsWithoutReflection() {
        Guest guest = Guest_.ACCESS.create(new Object[0]);
        Guest_.ACCESS.attribute("visits").orElseThrow().set(guest, 3);
        GUEST.mapping().read(guest, new Object[GUEST.mapping().columns().size()]);

        assertThat(guest.getVisits()).isEqualTo(3);
        assertThat(guest.note()).isNull();
        Guest_.ACCESS.attribute("note").orElseThrow().set(guest, "late");
        assertThat(guest.note()).isEqualTo("late");
    }
}
