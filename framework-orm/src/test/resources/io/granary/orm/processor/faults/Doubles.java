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
    @Column(name = "first_name") String other; //! Person.other: Its column "first_name" is that of firstName, too. One column belongs to one attribute, even if the second only reads it; name another column, or take the second attribute away: the key of what a relationship refers to is had from that.
    Home home;
    @AttributeOverride(name = "street", column = @Column(name = "work_street")) Home work; //! Person.work.city: Its column "city_name" is that of home.city, too. One column belongs to one attribute, even if the second only reads it; name another column, or take the second attribute away: the key of what a relationship refers to is had from that.
    @AttributeOverride(name = "street", column = @Column(name = "old_street"))
    @AttributeOverride(name = "city", column = @Column(name = "old_city"))
    Home former;
    @ManyToOne Person boss;
    @ManyToOne @JoinColumn(name = "friend") Person friend;
    long bossId; //! Person.bossId: Its column "boss_id" is that of boss, too. One column belongs to one attribute, even if the second only reads it; name another column, or take the second attribute away: the key of what a relationship refers to is had from that.
}
