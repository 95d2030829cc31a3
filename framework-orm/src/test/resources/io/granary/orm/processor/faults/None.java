package faults;

import jakarta.persistence.*;
import java.util.List;

/** Nothing is wrong with these. */
class Money {}

class Coins implements AttributeConverter<Money, Long> {
    @Override public Long convertToDatabaseColumn(Money money) { return 0L; }
    @Override public Money convertToEntityAttribute(Long value) { return new Money(); }
}

@Embeddable
class Price {
    Money money;
    String currency;
}

@MappedSuperclass
abstract class Keyed<K> {
    @Id K id;
    Money worth;
    char[] letters;
    java.time.Year year;
}

@Entity
@Convert(attributeName = "worth", converter = Coins.class)
@AttributeOverride(name = "worth", column = @Column(name = "value"))
class Ware extends Keyed<Long> {
    @Convert(attributeName = "money", converter = Coins.class) Price price;
    String worth_;
    @Column(name = "worth") String other;
    @ManyToOne Ware part;
    @ManyToOne(targetEntity = Ware.class) @JoinColumn(name = "keyed") Keyed<Long> keyed;
    @ManyToMany(targetEntity = Ware.class) @JoinTable(name = "ware_held") List<Keyed<Long>> held;
    @ManyToMany(targetEntity = Ware.class) @JoinTable(name = "ware_any") List any;
    @Enumerated List<Thread.State> states;
    @Lob char[] text;
    @Lob byte[] bytes;
    @OneToMany(mappedBy = "part") @OrderBy("DESC") List<Ware> wholes;

    @Access(AccessType.PROPERTY)
    @Column(name = "how")
    String getMood() {
        return "";
    }

    void setMood(String mood) {}
}
