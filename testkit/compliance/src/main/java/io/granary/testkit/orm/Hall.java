package io.granary.testkit.orm;

import io.granary.orm.LoadStrategy;
import io.granary.orm.LoadedBy;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A hall of a museum, which may have others within. */
@Entity
@Table(name = "orm_halls")
public class Hall {

    /** Given by the program. */
    @Id
    public int id;

    /** Of which museum; none for one within another. */
    @ManyToOne
    @LoadedBy(LoadStrategy.JOINED)
    public @Nullable Museum museum;

    /** What it is within. */
    @ManyToOne
    public @Nullable Hall within;

    /** Those within it: two levels are loaded with a query's objects. */
    @OneToMany(mappedBy = "within", cascade = CascadeType.ALL)
    @OrderBy("id")
    @LoadedBy(value = LoadStrategy.SELECT_IN, depth = 2)
    public List<Hall> annexes = new ArrayList<>();

    /** What is to be seen there, by its code; what is taken out goes. */
    @OneToMany(mappedBy = "hall", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("code")
    @MapKey(name = "code")
    public Map<String, Exhibit> exhibits = new LinkedHashMap<>();

    /** For those who load it. */
    protected Hall() {}

    /**
     * A new one.
     *
     * @param id its key
     * @param annexes those within it
     */
    public Hall(int id, Hall... annexes) {
        this.id = id;
        this.annexes.addAll(List.of(annexes));
    }
}
