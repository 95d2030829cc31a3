package faults;

// Reflection says all of this.
import jakarta.persistence.*;
import java.util.*;

@Entity
class Cable {
    @Id long id;
    @ManyToMany @JoinTable(name = "link") List<Cable> ends;
    @ManyToMany @JoinTable(name = "link") List<Cable> others; //! Cable.others: Its join table link is that of Cable.ends, too; give one another @JoinTable(name), or let one be mappedBy the other.
    @ManyToMany(mappedBy = "ends") List<Cable> back;
    @ManyToMany @JoinTable(name = "link", schema = "far") List<Cable> far;
}
