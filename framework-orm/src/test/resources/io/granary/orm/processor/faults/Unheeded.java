package faults;

// Reflection says all of this.
import jakarta.persistence.*;
import java.util.*;

@Converter(autoApply = true) //! Eager: It wants to be applied by itself, and a table is made of its class alone; take autoApply away, and name it in a @Convert at each attribute that it converts.
class Eager implements AttributeConverter<UUID, String> {
    @Override public String convertToDatabaseColumn(UUID value) { return ""; }
    @Override public UUID convertToEntityAttribute(String value) { return new UUID(1, 2); }
}

@Entity
class Converted {
    @Id long id;
    @Convert(converter = Eager.class) UUID one;
    @Convert(converter = Eager.class) UUID other;
}
