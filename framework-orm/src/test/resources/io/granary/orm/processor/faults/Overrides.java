package faults;

import jakarta.persistence.*;

class Upper implements AttributeConverter<String, String> {
    @Override public String convertToDatabaseColumn(String text) { return text; }
    @Override public String convertToEntityAttribute(String text) { return text; }
}

@Embeddable
class Zip {
    String code;
}

@Embeddable
class Street {
    String name;
    @AttributeOverride(name = "number", column = @Column(name = "zip_number")) //! Street.zip: It says something of the attribute "number", which Zip does not have; it has [code].
    Zip zip;
}

@MappedSuperclass
abstract class Named {
    @Id long id;
    String name;
    @ManyToOne House near;
}

@Entity
@AttributeOverride(name = "nam", column = @Column(name = "title")) //! House: It says something of the attribute "nam", which House does not have; it has [id, name, at.name, at.zip.code, before.name, before.zip.code].
@Convert(attributeName = "near", converter = Upper.class) //! House: It says something of the attribute "near", which House does not have; it has [id, name, at.name, at.zip.code, before.name, before.zip.code].
class House extends Named {
    @AttributeOverrides({ //! House.at: It says something of the attribute "street", which Street does not have; it has [name, zip.code].
        @AttributeOverride(name = "zip.code", column = @Column(name = "zip")),
        @AttributeOverride(name = "name", column = @Column(name = "street")),
        @AttributeOverride(name = "street", column = @Column(name = "name"))
    })
    Street at;
    @AttributeOverride(name = "name", column = @Column(name = "street_before"))
    @AttributeOverride(name = "zip.code", column = @Column(name = "zip_before"))
    @Convert(attributeName = "zip", converter = Upper.class) //! House.before: It says something of the attribute "zip", which Street does not have; it has [name, zip.code].
    Street before;
    @ManyToOne
    @AssociationOverride(name = "near") //! House.next: @AssociationOverride is not supported; give the relationship to the entity itself.
    House next;
}

@Entity
@AttributeOverride(name = "name", column = @Column(name = "title"))
@Convert(attributeName = "at.name", converter = Upper.class)
class Fine extends Named {
    @AttributeOverride(name = "name", column = @Column(name = "street"))
    Street at;
}
