// Reflection cannot read this.
package faults;

import jakarta.persistence.*;

@Embeddable
class Home {
    String street;
    @Column(name = "city_name") String city;
}

@Entity
class Person {
    @Id long id;
    String firstName;
    @Column(name = "first_name") String other; //! Person.other: Its column "first_name" is that of "firstName", too; name one of them otherwise, with @Column, @JoinColumn or, of an embedded attribute, @AttributeOverride.
    Home home;
    @AttributeOverride(name = "street", column = @Column(name = "work_street")) Home work; //! Person.work: Its column "city_name" is that of "home.city", too; name one of them otherwise, with @Column, @JoinColumn or, of an embedded attribute, @AttributeOverride.
    @AttributeOverride(name = "street", column = @Column(name = "old_street"))
    @AttributeOverride(name = "city", column = @Column(name = "old_city"))
    Home former;
    @ManyToOne Person boss;
    @ManyToOne @JoinColumn(name = "friend") Person friend;
    long bossId; //! Person.bossId: Its column "boss_id" is that of "boss", too; name one of them otherwise, with @Column, @JoinColumn or, of an embedded attribute, @AttributeOverride.
}
