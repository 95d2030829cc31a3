package io.granary.orm.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.orm.EntityTable;
import io.granary.orm.Mappings;
import io.granary.orm.Ref;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Converter;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.EnumeratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PrePersist;
import jakarta.persistence.Transient;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Classes that no entity can be made of are told as faults; nothing else is thrown. */
@SuppressWarnings({"NullAway", "UnusedVariable", "UnusedMethod", "rawtypes", "HidingField", "ClassCanBeStatic"})
class HostileClassesTest {

    private static List<String> faults(Class<?> type) {
        return EntityTable.of(type).faults();
    }

    @Entity
    private static final class Hidden {
        @Id
        private Long id;

        private Hidden() {}
    }

    @Test
    void aPrivateClassIsMapped() {
        assertThat(faults(Hidden.class)).isEmpty();
        EntityMapping<Hidden> mapping = EntityTable.of(Hidden.class).mapping();
        Hidden made = mapping.create(new @Nullable Object[1]);
        mapping.write(made, new @Nullable Object[] {3L}, mapping.plainSlots());
        assertThat(made.id).isEqualTo(3L);
    }

    @Entity
    class Inner {
        @Id
        Long id;
    }

    @Entity
    static class NoConstructor {
        @Id
        Long id;

        NoConstructor(Long id) {
            this.id = id;
        }
    }

    @Entity
    static class Throwing {
        @Id
        Long id;

        Throwing() {
            throw new IllegalStateException("never");
        }
    }

    @Test
    void constructors() {
        String missing =
                ": It has no constructor without parameters, which its objects are made with; give it one, which may be"
                        + " private, and let it be a static class where it stands in another.";
        assertThat(faults(Inner.class)).containsExactly("Inner" + missing);
        assertThat(faults(NoConstructor.class)).containsExactly("NoConstructor" + missing);
        assertThatThrownBy(() -> EntityTable.of(NoConstructor.class).mapping().create(new @Nullable Object[1]))
                .hasMessageContaining("cannot be made");
        assertThat(faults(Throwing.class)).isEmpty();
        assertThatThrownBy(() -> EntityTable.of(Throwing.class).mapping().create(new @Nullable Object[1]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("never");
    }

    @Entity
    interface Face {}

    @Entity
    enum Kind {
        ONE
    }

    @Entity
    abstract static class Abstract {
        @Id
        Long id;
    }

    @Embeddable
    static class Part {}

    @Converter(autoApply = true)
    static class Applied implements AttributeConverter<String, String> {
        @Override
        public String convertToDatabaseColumn(String text) {
            return text;
        }

        @Override
        public String convertToEntityAttribute(String text) {
            return text;
        }
    }

    @Test
    void whatIsNoEntity() {
        String unmapped = ": It has no @Entity, and only entities are mapped; annotate it, or leave it away.";
        assertThat(faults(String.class)).containsExactly("String" + unmapped);
        assertThat(faults(int.class)).containsExactly("int" + unmapped);
        assertThat(faults(byte[].class)).containsExactly("byte[]" + unmapped);
        assertThat(faults(new Object() {}.getClass()))
                .singleElement()
                .asString()
                .endsWith(unmapped);
        assertThat(faults(Part.class))
                .containsExactly("Part: It is mapped with the entities that have it; leave it away.");
        assertThat(faults(Applied.class))
                .containsExactly(
                        "Applied: Converters are not mapped, but named by @Convert at each attribute; leave it away.");
        for (Class<?> type : List.of(Face.class, Kind.class, Abstract.class)) {
            assertThat(faults(type))
                    .containsExactly(type.getSimpleName()
                            + ": An entity is a class or a record that objects can be made of; annotate those that extend it, and"
                            + " this with @MappedSuperclass.");
        }
    }

    @Entity
    @IdClass(String.class)
    static class KeyOfTheJdk {
        @Id
        Long id;
    }

    @Entity
    static class Circular {
        @Id
        @ManyToOne
        Other other;

        @ManyToOne
        Ref raw;
    }

    @Entity
    static class Other {
        @Id
        @ManyToOne
        Circular circular;
    }

    @Entity
    static class Pointing {
        @Id
        Long id;

        @ManyToOne
        Circular circular;

        @ManyToOne
        Pointing self;
    }

    @Test
    void keysThatLeadNowhere() {
        assertThat(faults(KeyOfTheJdk.class))
                .singleElement()
                .asString()
                .startsWith("KeyOfTheJdk: Its attributes marked with @Id are [id], and those of String are [");
        String circular =
                ": Its key is made of the keys of others, and one of those of its own; take @Id from one of the relationships.";
        assertThat(faults(Circular.class))
                .containsExactly(
                        "Circular.raw: It does not say what it refers to; write Ref<TheEntity>.",
                        "Circular" + circular);
        assertThat(faults(Other.class)).containsExactly("Other" + circular);
        assertThat(faults(Pointing.class)).isEmpty();
    }

    static class Plain {
        @Column(name = "x")
        String annotated;
    }

    @Entity
    static class Extending extends Plain {
        @Id
        Long id;
    }

    @MappedSuperclass
    static class Above {
        String name;
    }

    @Entity
    static class Hiding extends Above {
        @Id
        Long id;

        String name;
    }

    @Entity
    static class Misplaced {
        @Id
        Long id;

        @Column(name = "s")
        static String shared;

        @Column(name = "t")
        transient String passing;

        private String text;

        @Column(name = "u")
        String getText() {
            return text;
        }

        void setText(@Nullable String value) {
            text = value;
        }

        @Column(name = "v")
        void setOther(String value) {}

        @Access(AccessType.PROPERTY)
        @Column(name = "w")
        int getLength() {
            return 0;
        }
    }

    @Entity
    record Tuple(@Id Long id, @Transient String text) {}

    @Test
    void annotationsThatWouldNotBeRead() {
        assertThat(faults(Extending.class))
                .containsExactly(
                        "Extending: It extends Plain, whose attributes are annotated and not read; make that a @MappedSuperclass.");
        assertThat(faults(Hiding.class))
                .containsExactly(
                        "Hiding.name: It hides the attribute of the same name in Above; call it something else.");
        String fields =
                "static and transient fields are no attributes. Let it be neither, or take the annotations away.";
        assertThat(faults(Misplaced.class))
                .containsExactlyInAnyOrder(
                        "Misplaced.shared: It is annotated and not read: " + fields,
                        "Misplaced.passing: It is annotated and not read: " + fields,
                        "Misplaced.getText: It is annotated and not read: the attributes of this class are its fields. Annotate the field, or"
                                + " add @Access(AccessType.PROPERTY).",
                        "Misplaced.setOther: It is annotated and not read: it is no getter. Annotate the field, or the getter.",
                        "Misplaced.getLength: It is annotated and not read: the property has no setter. Give it one, or make it @Transient.");
        assertThat(faults(Tuple.class))
                .containsExactly(
                        "Tuple.text: A component of a record is a column, for a record is made of all of them; take @Transient away, or the"
                                + " component.");
    }

    static class Broken {
        static final int NUMBER = Integer.parseInt("none");

        @PrePersist
        void on(Object entity) {}
    }

    static class Strange {
        @PrePersist
        void none() {}

        @PostLoad
        static void shared(Object entity) {}
    }

    @Entity
    @EntityListeners({Broken.class, Strange.class})
    static class Listened {
        @Id
        Long id;

        @PrePersist
        void with(String parameter) {}

        @PostLoad
        int giving() {
            return 1;
        }
    }

    @Entity
    static class TwiceListened {
        @Id
        Long id;

        @PrePersist
        void one() {}

        @PrePersist
        void two() {}
    }

    @Test
    void callbacks() {
        String method = "A callback is a method of an object that returns nothing, and this is not; make it one.";
        assertThat(faults(Listened.class))
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault)
                                .startsWith("Listened: Its listener " + Broken.class.getName()
                                        + " cannot be made (NumberFormatException"),
                        fault -> assertThat(fault)
                                .isEqualTo(
                                        "Strange.none: A callback of a listener has one parameter, the entity; give it that."),
                        fault -> assertThat(fault).isEqualTo("Strange.shared: " + method),
                        fault -> assertThat(fault)
                                .isEqualTo("Listened.with: A callback of an entity has no parameters; take them away."),
                        fault -> assertThat(fault).isEqualTo("Listened.giving: " + method));
        assertThat(faults(TwiceListened.class))
                .singleElement()
                .asString()
                .contains("It is the second method of TwiceListened with @PrePersist; let the first one call it.");
    }

    @Entity
    record Having(
            @Id Long id,
            @ManyToOne Pointing pointing,
            @OneToMany List<Pointing> more) {}

    enum Coded {
        A;

        @EnumeratedValue
        final int code = 1;
    }

    @Entity
    static class WithCode {
        @Id
        Long id;

        Coded coded;
    }

    @Test
    void recordsWithRelationshipsAndEnumsWithCodes() {
        String relationship =
                ": A record is made at once, and what it refers to is loaded later; map a class, or keep the key of the other.";
        assertThat(faults(Having.class))
                .containsExactly("Having.pointing" + relationship, "Having.more" + relationship);
        assertThat(faults(WithCode.class))
                .containsExactly(
                        "WithCode.coded: @EnumeratedValue in Coded is not supported; store the enum by a @Convert.");
    }

    @Test
    void mappingsOfAllOfThemIsOneException() {
        assertThatThrownBy(() -> Mappings.of(
                        String.class,
                        Inner.class,
                        Face.class,
                        Kind.class,
                        Abstract.class,
                        Circular.class,
                        Other.class,
                        Listened.class,
                        Having.class,
                        Misplaced.class))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("has 22 faults");
    }
}
