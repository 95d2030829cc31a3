package faults;

import io.granary.orm.WriteOnly;
import jakarta.persistence.*;

@Entity
@Inheritance
@DiscriminatorColumn(name = "kind", discriminatorType = DiscriminatorType.CHAR, options = "o") //! Animal: @DiscriminatorColumn(options) is not supported: create the table by a migration; take it away.
@DiscriminatorValue("A") //! Animal: It is abstract, so that no row is of it alone; take @DiscriminatorValue away.
abstract class Animal {
    @Id long id;
    @Version int version;
    String name;
    private int legs;
    @Column(insertable = false, updatable = false) char kind;

    public int getLegs() {
        return legs;
    }

    public void setLegs(int legs) {
        this.legs = legs;
    }
}

@Entity
@DiscriminatorValue("D")
@PrimaryKeyJoinColumn(name = "animal_id") //! Dog: @PrimaryKeyJoinColumn says nothing here: only a class below another in a JOINED hierarchy has key columns of its own; take it away.
class Dog extends Animal {
    String owner;
    @ManyToOne Animal enemy;
}

@Entity
@Table(name = "cats") //! Cat: Its rows are in the table of Animal; take @Table away.
@Inheritance //! Cat: @Inheritance stands at Animal, the topmost entity; take it away.
@DiscriminatorColumn(name = "own") //! Cat: @DiscriminatorColumn stands at Animal, the topmost entity; take it away.
class Cat extends Animal { //! Cat: Rows of classes are told apart by one character, for which only a text has a default; give it a @DiscriminatorValue.
    @Id long second; //! Cat.second: The key of a hierarchy is that of Animal, the topmost entity; take @Id away.
    @Version int lives; //! Cat.lives: The version of a hierarchy is that of Animal, the topmost entity; put @Version there.
    @Column(name = "name") String alias; //! Cat.alias: Its column "name" is that of name, too. One column belongs to one attribute, even if the second only reads it; name another column, or take the second attribute away: the key of what a relationship refers to is had from that.
}

@Entity
@DiscriminatorValue("Bird") //! Bird: Its discriminator value "Bird" does not fit, for rows of classes are told apart by one character; give it another @DiscriminatorValue.
@AttributeOverride(name = "name", column = @Column(name = "title"))
class Bird extends Animal { //! Bird: It says something of the attribute "name" of Animal, whose columns are the same for all that extend it; say it there.
    int wings;
}

@Entity
@Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
@DiscriminatorColumn //! Apart: The table of a row tells its class in a TABLE_PER_CLASS hierarchy, and no column; take @DiscriminatorColumn away.
class Apart {
    @Id
    @GeneratedValue //! Apart.id: Each class of the hierarchy has a table of its own, and each table would begin to number its rows with 1, so that two objects had one key; use SEQUENCE, UUID or @GeneratedBy, or give the keys in the program.
    long id;
    String dtype;
    @OneToMany WriteOnly<Apart> many; //! Apart.many: Members of a WriteOnly are changed by one statement, and those of a TABLE_PER_CLASS hierarchy are in several tables; make it a List.
}

@Entity
@Table(name = "more")
@DiscriminatorValue("m") //! More: The table of a row tells its class in a TABLE_PER_CLASS hierarchy, and no column; take @DiscriminatorValue away.
class More extends Apart {
    @Id long other; //! More.other: The key of a hierarchy is that of Apart, the topmost entity; take @Id away.
}

@Entity
@Inheritance
class Plant {
    @Id long id;
    String dtype; //! Plant.dtype: Its column "dtype" tells the classes of the hierarchy apart, and is written by itself; let the attribute read it only: @Column(insertable = false, updatable = false).
}

@Entity
@Inheritance
@DiscriminatorColumn(name = "k")
class Rock {
    @Id long id;
    @Column(insertable = false, updatable = false) int k; //! Rock.k: Its column "k" tells the classes of the hierarchy apart by a STRING, which a java.lang.Integer does not hold; give both the same type.
}

@Entity
@Inheritance
@DiscriminatorColumn(name = "k")
class Sand {
    @Id long id;
    @Column(insertable = false, updatable = false) RockKind k; //! Sand.k: Its column "k" tells the classes of the hierarchy apart by a STRING, which a faults.RockKind does not hold; give both the same type.
}

enum RockKind { SMALL }

@Entity
@Inheritance
@DiscriminatorColumn(name = "k")
class Clay {
    @Id long id;
    @Column(insertable = false, updatable = false) @org.jspecify.annotations.Nullable String k;
}
