package io.granary.testkit.orm;

import io.granary.orm.ViewOnly;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** People who work together, of several classes. */
@Entity
@Table(name = "orm_teams")
public class Team {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** Its name. */
    @Column(length = 50)
    public @Nullable String name;

    /** All of them; those that leave go. */
    @OneToMany(mappedBy = "team", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("name")
    public List<Employee> members = new ArrayList<>();

    /** Those of one class, by what all of them have. */
    @OneToMany(mappedBy = "team")
    @OrderBy("skill DESC")
    public List<Engineer> engineers = new ArrayList<>();

    /** Those whose names begin with a D, to be looked at. */
    @OneToMany
    @ViewOnly(Views.CalledD.class)
    @OrderBy("name")
    public List<Employee> calledD = new ArrayList<>();

    /** For those who load it. */
    protected Team() {}

    /**
     * A new one.
     *
     * @param name its name
     * @param members who is in it
     */
    public Team(String name, Employee... members) {
        this.name = name;
        this.members.addAll(List.of(members));
    }
}
