package io.granary.orm.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.ArgumentException;
import io.granary.error.UnmappedClassException;
import io.granary.orm.EntityTable;
import io.granary.orm.Mappings;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What is wrong between classes each of which is right. */
@SuppressWarnings({"NullAway", "UnusedVariable"}) // attributes are filled by reflection
class MappingRulesTest {

    private static List<String> faults(Class<?>... types) {
        Arrays.stream(types)
                .forEach(type -> assertThat(EntityTable.of(type).faults()).isEmpty());
        ArgumentException refused = Assertions.catchThrowableOfType(ArgumentException.class, () -> Mappings.of(types));
        return Arrays.stream(refused.report().sentence().split("\n {2}- ", -1))
                .skip(1)
                .toList();
    }

    @Entity
    static class Team {
        @Id
        Long id;

        @OneToMany(mappedBy = "nothing")
        List<Player> wrongName;

        @OneToMany(mappedBy = "otherTeam")
        List<Player> wrongTarget;

        @OneToOne(mappedBy = "team")
        Player wrongKind;

        @ManyToMany(mappedBy = "teams")
        List<Player> mutual;

        @OneToMany(mappedBy = "team")
        @OrderBy("age, name DESC")
        List<Player> ordered;
    }

    @Entity
    static class Player {
        @Id
        Long id;

        String name;

        @ManyToOne
        Team team;

        @ManyToOne
        Player otherTeam;

        @ManyToMany(mappedBy = "mutual")
        List<Team> teams;

        @ManyToOne
        Stadium home;
    }

    @Entity
    static class Stadium {
        @Id
        Long id;
    }

    @Test
    void relationships() {
        assertThat(faults(Team.class, Player.class))
                .containsExactly(
                        "Team.wrongName: It is mapped by \"nothing\", and Player has no such relationship; it has [Player.team,"
                                + " Player.otherTeam, Player.teams, Player.home].",
                        "Team.wrongTarget: It is mapped by Player.otherTeam, which refers to Player; name the one that refers to Team.",
                        "Team.wrongKind: It is ONE_TO_ONE, and Player.team, by which it is mapped, is MANY_TO_ONE; a @OneToMany is mapped by"
                                + " a @ManyToOne, the others by their own kind.",
                        "Team.mutual: It and Player.teams are both mapped by the other; take mappedBy from the one that has the column.",
                        "Team.ordered: It is ordered by \"age\", which Player does not have in a column; it has [id, name, team, otherTeam,"
                                + " home].",
                        "Player.teams: It and Team.mutual are both mapped by the other; take mappedBy from the one that has the column.",
                        "Player.home: It refers to Stadium, which is not among the mapped classes; name that in Mappings.of, too.");
    }

    @Entity
    @Table(name = "stadium")
    static class Arena {
        @Id
        Long id;
    }

    @Test
    void twoClassesOfOneTable() {
        assertThat(faults(Stadium.class, Arena.class))
                .containsExactly("Arena: Its table stadium is that of Stadium; give one of them another @Table(name).");
    }

    @Entity
    static class Left {
        @Id
        Long id;

        @ManyToMany
        @JoinTable(name = "link")
        List<Right> rights;

        @ManyToMany
        @JoinTable(name = "twins", inverseJoinColumns = @JoinColumn(name = "left_id"))
        List<Right> twins;
    }

    @Entity
    static class Right {
        @Id
        Long id;

        @ManyToMany
        @JoinTable(name = "link")
        List<Left> lefts;
    }

    @Test
    void joinTables() {
        assertThat(faults(Left.class, Right.class))
                .containsExactly(
                        "Left.twins: Its join table cannot be made: Table twins has two columns called left_id. Give its columns names in"
                                + " @JoinTable.",
                        "Right.lefts: Its join table link is that of Left.rights, too; give one another @JoinTable(name), or let one be"
                                + " mappedBy the other.");
    }

    @Entity
    static class Self {
        @Id
        Long id;

        @ManyToMany
        List<Self> self;
    }

    @Test
    void aClassMayReferToItselfByItsOwnName() {
        assertThat(Mappings.of(Self.class)
                        .metaData()
                        .table("self_self")
                        .orElseThrow()
                        .columns())
                .extracting(column -> column.name())
                .containsExactly("self_id", "self_id_2");
    }

    @Entity
    static class Ten {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(sequenceName = "shared", allocationSize = 10)
        Long id;
    }

    @Entity
    static class Twenty {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(sequenceName = "shared", allocationSize = 20)
        Long id;
    }

    @Test
    void sequences() {
        assertThat(faults(Ten.class, Twenty.class))
                .containsExactly(
                        "Twenty: Its sequence shared is that of another class, which says otherwise what it begins with and how many keys it"
                                + " allocates; say the same, or give it another name.");
    }

    @Test
    void whoIsMappedIsFound() {
        Mappings mappings = Mappings.of(Stadium.class, Stadium.class);
        assertThat(mappings.types()).containsExactly(Stadium.class);
        assertThat(mappings.contains(Stadium.class)).isTrue();
        assertThat(mappings.mapping(Stadium.class))
                .isSameAs(EntityTable.of(Stadium.class).mapping());
        Assertions.assertThatThrownBy(() -> mappings.mapping(Arena.class))
                .isInstanceOf(UnmappedClassException.class)
                .hasMessageContaining("Arena is not mapped; mapped are [Stadium].");
    }
}
