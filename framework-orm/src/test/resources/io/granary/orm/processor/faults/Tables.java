package faults;

import jakarta.persistence.*;

@Embeddable
class Address {
    String street;
    @Column(name = "town") String city;
}

@Entity
@Table( //! Customer: @Index names the column "town", which the table does not have; it has [id, last_name, first_name, street, place, boss_id]. //! Customer: An @Index orders upwards, and "id desc" does not; a database reads an index from both ends, so take DESC away. //! Customer: @Index names the column "id" twice; name it once. //! Customer: @UniqueConstraint names the column "lastName", which the table does not have; it has [id, last_name, first_name, street, place, boss_id]. //! Customer: @UniqueConstraint names no columns; name some. //! Customer: @Table(catalog) is not supported: a database is chosen by the URL; take it away.
        catalog = "other",
        uniqueConstraints = {
            @UniqueConstraint(columnNames = {"last_name", "place"}),
            @UniqueConstraint(columnNames = "lastName"),
            @UniqueConstraint(columnNames = {})
        },
        indexes = {
            @Index(columnList = "boss_id ASC, street"),
            @Index(columnList = "town"),
            @Index(columnList = "id desc"),
            @Index(columnList = "id, id")
        })
class Customer {
    @Id long id;
    String lastName;
    String firstName;
    @AttributeOverride(name = "city", column = @Column(name = "place"))
    Address home;
    @ManyToOne Customer boss;
}

@Entity
@Inheritance
@Table(indexes = {@Index(columnList = "dtype"), @Index(columnList = "size")}) //! Tool: @Index names the column "size", which the table does not have; it has [id, dtype].
class Tool {
    @Id long id;
}

@Entity
class Saw extends Tool {
    int size;
}

@Entity
@Inheritance(strategy = InheritanceType.JOINED)
class Room {
    @Id long id;
    String name;
}

@Entity
@Table(indexes = {@Index(columnList = "beds"), @Index(columnList = "name")}) //! Bedroom: @Index names the column "name", which the table does not have; it has [beds].
@PrimaryKeyJoinColumn(name = "room_id", referencedColumnName = "number") //! Bedroom: Its @PrimaryKeyJoinColumn refers to "number", and the key is [id]; name one of these in referencedColumnName.
class Bedroom extends Room {
    int beds;
}
