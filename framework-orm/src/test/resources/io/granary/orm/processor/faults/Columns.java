package faults;

import jakarta.persistence.*;
import java.util.*;

class Money {}

class Silent implements AttributeConverter<Money, Object> {
    @Override public Object convertToDatabaseColumn(Money money) { return money; }
    @Override public Money convertToEntityAttribute(Object value) { return new Money(); }
}

class Closed implements AttributeConverter<Money, String> {
    Closed(int scale) {}
    @Override public String convertToDatabaseColumn(Money money) { return ""; }
    @Override public Money convertToEntityAttribute(String value) { return new Money(); }
}

class Fitting implements AttributeConverter<Money, String> {
    @Override public String convertToDatabaseColumn(Money money) { return ""; }
    @Override public Money convertToEntityAttribute(String value) { return new Money(); }
}

interface ToLong<X> extends AttributeConverter<X, Long> {
    @Override default Long convertToDatabaseColumn(X value) { return 1L; }
    @Override default X convertToEntityAttribute(Long value) { return null; }
}

class ByInterface implements ToLong<Money> {}

abstract class Two<X, Y> implements AttributeConverter<X, Y> {
    @Override public Y convertToDatabaseColumn(X value) { return null; }
    @Override public X convertToEntityAttribute(Y value) { return null; }
}

class ByClass extends Two<Money, Long> {}

class Universal<X> extends Two<X, String> {}

class OfUuids extends Universal<UUID> {}

class OpenEnd<Y> extends Two<Money, Y> {}

enum Letter {
    A("a");

    @EnumeratedValue final String text;

    Letter(String text) {
        this.text = text;
    }
}

@Entity
class Untyped {
    Letter letter; //! Untyped.letter: @EnumeratedValue in Letter is not supported; store the enum by a @Convert.
    @Id long id;
    Money money; //! Untyped.money: Values of faults.Money have no type in a database; use one of java.time for dates and times, give it a @Convert, make it @Json, or mark it @Transient.
    Map<String, List<Integer>> map; //! Untyped.map: Values of java.util.Map<java.lang.String, java.util.List<java.lang.Integer>> have no type in a database; use one of java.time for dates and times, give it a @Convert, make it @Json, or mark it @Transient.
    List<Money> moneys; //! Untyped.moneys: Values of java.util.List<faults.Money> have no type in a database; use one of java.time for dates and times, give it a @Convert, make it @Json, or mark it @Transient.
    Set<String> words; //! Untyped.words: Values of java.util.Set<java.lang.String> have no type in a database; use one of java.time for dates and times, give it a @Convert, make it @Json, or mark it @Transient.
    Object[] objects; //! Untyped.objects: Values of java.lang.Object[] have no type in a database; use one of java.time for dates and times, give it a @Convert, make it @Json, or mark it @Transient.
    java.util.Date date; //! Untyped.date: Values of java.util.Date have no type in a database; use one of java.time for dates and times, give it a @Convert, make it @Json, or mark it @Transient.
    @Convert(converter = Silent.class) Money silent; //! Untyped.silent: The converter Silent does not say which class it stores, or one that a database knows; implement AttributeConverter<X, Y> with a Y such as String.
    @Convert(converter = Closed.class) Money closed; //! Untyped.closed: Its converter faults.Closed cannot be made (NoSuchMethodException: faults.Closed.<init>()); give it a constructor without parameters that does not fail, and let it be a static class where it stands in another.
    @Convert Money unnamed; //! Untyped.unnamed: Its @Convert names no converter; name one.
    @Convert(converter = Fitting.class) long other; //! Untyped.other: The converter Fitting is for values of faults.Money, and this is of long; name another one.
    @Convert(converter = ByInterface.class) Money byInterface;
    @Convert(converter = ByClass.class) Money byClass;
    @Convert(converter = Universal.class) Money byAny;
    @Convert(converter = OfUuids.class) Integer number; //! Untyped.number: The converter OfUuids is for values of java.util.UUID, and this is of java.lang.Integer; name another one.
    @Convert(converter = OpenEnd.class) Money open; //! Untyped.open: The converter OpenEnd does not say which class it stores, or one that a database knows; implement AttributeConverter<X, Y> with a Y such as String.
    @Enumerated String named; //! Untyped.named: @Enumerated says nothing of java.lang.String; take it away.
    @Lob long large; //! Untyped.large: @Lob is for text and bytes, and this is long; take it away.
    @Version String version; //! Untyped.version: A @Version is a short, int or long, or an Instant, LocalDateTime or OffsetDateTime, and this is java.lang.String; use one of them.
}
