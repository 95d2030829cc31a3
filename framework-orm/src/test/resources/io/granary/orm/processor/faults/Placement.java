package faults;

import jakarta.persistence.*;

@Entity
class Fields {
    @Column static String shared; //! Fields.shared: It is static, and so no attribute, of which @Column could say something; take static or the annotation away.
    @Basic transient String passing; //! Fields.passing: It is transient, and so no attribute, of which @Basic could say something; take transient or the annotation away.
    @Id long id;
    final String name = ""; //! Fields.name: It is final, and objects are made empty and filled afterwards; take final away, or mark it @Transient.
    @Transient final String label = "";
    static final int LIMIT = 3;
    transient int cached;

    @Column(name = "full") //! Fields.getFull: @Column stands at a method, and is looked for at the fields, for there the key's annotation is, or @Access says so; put all of them at fields, or say otherwise with @Access at the class.
    String getFull() {
        return "";
    }

    @PrePersist
    void check() {}
}

@Entity
class Getters {
    @Column //! Getters.name: @Column stands at a field, and is looked for at the getters, for there the key's annotation is, or @Access says so; put all of them at getters, or say otherwise with @Access at the class.
    private String name;
    private long id;

    @Id
    long getId() {
        return id;
    }

    void setId(long id) {
        this.id = id;
    }

    @Basic //! Getters.getName: @Basic stands at a method that gets no property: that is called getX, or isX of a boolean, and has a setX of the same class beside it.
    String getName() {
        return name;
    }
}
