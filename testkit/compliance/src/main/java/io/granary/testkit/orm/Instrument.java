package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that sounds; the topmost class of those of which each has all its columns in a table of its own, and has none itself. */
@Entity
@Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
@Table(name = "orm_instruments")
public abstract class Instrument {

    /** Given by the program, for no table knows the keys of the others. */
    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    public @Nullable UUID id;

    /** Counts changes, in whichever table. */
    @Version
    public int version;

    /** What it is called. */
    @Column(nullable = false, length = 50)
    public @Nullable String title;

    /** Where it is played. */
    @ManyToOne
    public @Nullable Orchestra orchestra;
}
