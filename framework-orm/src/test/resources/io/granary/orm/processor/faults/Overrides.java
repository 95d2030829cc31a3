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

@Embeddable
class Price {
    String currency;
    java.math.BigDecimal amount;
}

@MappedSuperclass
@AttributeOverride(name = "code", column = @Column(length = 0)) //! Ware: In the @AttributeOverride of "code": @Column(length = 0) leaves no room; give at least 1.
abstract class Coded {
    @Id long id;
    String code;
}

@Entity
class Ware extends Coded {
    @AttributeOverride(name = "amount", column = @Column(precision = 2, scale = 5)) //! Ware.price: In the @AttributeOverride of "amount": @Column(precision = 2, scale = 5) is no number; give a scale from 0 up to the precision.
    Price price;
    @AttributeOverrides({ //! Ware.before: In the @AttributeOverride of "currency": @Column(table) is not supported: a class has one table; take it away.
        @AttributeOverride(name = "amount", column = @Column(name = "amount_before")),
        @AttributeOverride(name = "currency", column = @Column(name = "currency_before", table = "other"))
    })
    Price before;
}

@MappedSuperclass
@AttributeOverride(name = "code", column = @Column(length = 0))
abstract class Shadowed extends Inner {
    @Column(precision = 2, scale = 5) java.math.BigDecimal rate;
}

@MappedSuperclass
abstract class Inner {
    @Id long id;
    String code;
}

@Embeddable
class Around {
    Price price;
}

@Entity
@AttributeOverride(name = "code", column = @Column(length = 3))
@AttributeOverride(name = "rate", column = @Column(precision = 9, scale = 5))
@AttributeOverride(name = "price.amount", column = @Column(precision = 9, scale = 5))
@AttributeOverride(name = "around.price.amount", column = @Column(name = "around_amount", precision = 9, scale = 5))
class Right extends Shadowed {
    @AttributeOverride(name = "amount", column = @Column(precision = 2, scale = 5))
    Price price;
    @AttributeOverride(name = "price.amount", column = @Column(precision = 2, scale = 5))
    @AttributeOverride(name = "price.currency", column = @Column(name = "around_currency"))
    Around around;
}
