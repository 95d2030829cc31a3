// Reflection cannot read this.
package faults;

import jakarta.persistence.*;
import java.util.List;

@Entity //! Shape: An entity is a class or a record that objects can be made of; annotate those that extend it, and this with @MappedSuperclass.
interface Shape {}

@Entity //! Colour: An entity is a class or a record that objects can be made of; annotate those that extend it, and this with @MappedSuperclass.
enum Colour { RED }

class Around {
    @Entity
    private static class Hidden { //! Hidden: It is private, or stands in a class that is, and the class that is written for it cannot reach it; make it package-private at least.
        @Id long id;
    }

    private static class Within {
        @Embeddable
        static class Deep { //! Deep: It is private, or stands in a class that is, and the class that is written for it cannot reach it; make it package-private at least.
            int depth;
        }
    }
}

@Entity
class Failing {
    @Id long id;

    Failing() throws java.io.IOException {} //! Failing: Its constructor without parameters throws a checked exception, which nobody could handle where its objects are made; throw none.
}

@Embeddable
abstract class Vague { //! Vague: Objects are made of it, which its kind does not allow; make it a class or a record.
    int size;
}

@Embeddable
class Snake {
    int length;
    Snake tail; //! Snake.tail: It embeds Snake in itself, which has no end; make one of them an entity.
}

@Entity
class Keeper {
    @Id long id;
    Snake snake;
}
