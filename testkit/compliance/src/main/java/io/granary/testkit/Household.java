package io.granary.testkit;

import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.BOOLEAN;
import static io.granary.type.Types.DATE;
import static io.granary.type.Types.string;

import io.granary.schema.Column;
import io.granary.schema.ForeignKeyTarget;
import io.granary.schema.MetaData;
import io.granary.schema.Table;
import java.time.LocalDate;
import java.util.List;

/** Tables that refer to one another in a circle, and one beside it, for the suites about creating and dropping. */
public final class Household {

    /** Persons, each with a home. */
    public final Persons persons = new Persons();

    /** Homes, each with a person who owns it. */
    public final Homes homes = new Homes();

    /** What stands in homes. */
    public final Things things = new Things();

    /** All of them, not in order. */
    public final MetaData metaData = MetaData.of(things, persons, homes);

    /** Makes the tables, in no database yet. */
    public Household() {}

    /** A person. */
    public final class Persons extends Table {
        /** Numbered by the database. */
        public final Column<Long> id =
                column("id", BIG_INTEGER, c -> c.primaryKey().identity());

        /** Never NULL, and indexed. */
        public final Column<String> name =
                column("name", string(50), c -> c.notNull().index());

        /** Where they live. */
        public final Column<Long> homeId = column("home_id", BIG_INTEGER);

        private Persons() {
            super("persons");
            foreignKey("fk_persons_home", List.of(homeId), List.of(ForeignKeyTarget.of(() -> homes.id)));
        }
    }

    /** A home. */
    public final class Homes extends Table {
        /** Given by the caller. */
        public final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey());

        /** Who owns it. */
        public final Column<Long> ownerId = column("owner_id", BIG_INTEGER);

        private Homes() {
            super("homes");
            foreignKey("fk_homes_owner", List.of(ownerId), List.of(ForeignKeyTarget.of(() -> persons.id)));
        }
    }

    /** Something in a home. */
    public final class Things extends Table {
        /** A number in its home. */
        public final Column<Long> number = column("number", BIG_INTEGER, c -> c.primaryKey());

        /** Where it stands; it goes with its home. */
        public final Column<Long> homeId = column(
                "home_id",
                BIG_INTEGER,
                c -> c.primaryKey()
                        .references(ForeignKeyTarget.of(() -> homes.id).onDelete(ForeignKeyTarget.Action.CASCADE)));

        /** Which thing it is a part of. */
        public final Column<String> label = column("label", string(20), c -> c.unique());

        /** When it came. */
        public final Column<LocalDate> since = column("since", DATE);

        /** Whether it works. */
        public final Column<Boolean> works = column("works", BOOLEAN, c -> c.notNull());

        private Things() {
            super("things");
            index("ix_things_since", since, label);
        }
    }
}
