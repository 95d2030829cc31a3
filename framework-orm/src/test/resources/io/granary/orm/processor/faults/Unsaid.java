package faults;

// Reflection says all of this.
import io.granary.orm.*;
import jakarta.persistence.*;
import java.util.*;

@Entity
class Road {
    @Id long id;
    Road other; //! Road.other: It is of the entity Road and does not say how it refers to it; use @ManyToOne or @OneToOne, or mark it @Transient.
    Ref<Road> late; //! Road.late: It is of the entity Road and does not say how it refers to it; use @ManyToOne or @OneToOne, or mark it @Transient.
    List<Road> others; //! Road.others: It holds entities, of Road, and does not say how it refers to them; use @OneToMany or @ManyToMany, or mark it @Transient.
    Map<String, Road> byName; //! Road.byName: It holds entities, of Road, and does not say how it refers to them; use @OneToMany or @ManyToMany, or mark it @Transient.
    @ManyToOne List<Road> many; //! Road.many: It refers to one, and a java.util.List holds many; use @OneToMany or @ManyToMany, or make it TheEntity.
    @OneToOne Optional<Road> some; //! Road.some: It is an Optional, and a relationship to one is null where there is none; make it TheEntity, or a Ref<TheEntity>.
}
