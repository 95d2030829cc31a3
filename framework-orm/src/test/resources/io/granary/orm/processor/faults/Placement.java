package faults;

import jakarta.persistence.*;

@Entity
class Fields {
    @Column static String shared; //! Fields.shared: It is annotated and not read: static and transient fields are no attributes. Let it be neither, or take the annotations away.
    @Basic transient String passing; //! Fields.passing: It is annotated and not read: static and transient fields are no attributes. Let it be neither, or take the annotations away.
    @Id long id;
    final String name = ""; //! Fields.name: It is final, and objects are filled after they were made; take final away.
    @Transient final String label = "";
    static final int LIMIT = 3;
    transient int cached;

    @Column(name = "full") //! Fields.getFull: It is annotated and not read: the property has no setter. Give it one, or make it @Transient.
    String getFull() {
        return "";
    }

    @PrePersist
    void check() {}
}

@Entity
class Getters {
    @Column //! Getters.name: It is annotated and not read: the attributes of this class are its getters, for the annotation of its key stands at one. Annotate the getter, or add @Access(AccessType.FIELD).
    private String name;
    private long id;

    @Id
    long getId() {
        return id;
    }

    void setId(long id) {
        this.id = id;
    }

    @Basic //! Getters.getName: It is annotated and not read: the property has no setter. Give it one, or make it @Transient.
    String getName() {
        return name;
    }
}
