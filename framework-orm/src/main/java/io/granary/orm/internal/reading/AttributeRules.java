package io.granary.orm.internal.reading;

import static io.granary.orm.internal.reading.AttributeKind.BASIC;
import static io.granary.orm.internal.reading.AttributeKind.EMBEDDED;
import static io.granary.orm.internal.reading.AttributeKind.TO_MANY;
import static io.granary.orm.internal.reading.AttributeKind.TO_ONE;

import io.granary.orm.ColumnProperty;
import io.granary.orm.GeneratedBy;
import io.granary.orm.Json;
import io.granary.orm.LoadedBy;
import io.granary.orm.ViewOnly;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.AttributeOverrides;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converts;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinColumns;
import jakarta.persistence.JoinTable;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which annotations may stand together at an attribute; for reflection and for the compiler. */
public final class AttributeRules {

    /** At which kinds of attributes an annotation says something. */
    private record Meaning(Class<? extends Annotation> annotation, Set<AttributeKind> kinds) {}

    private static final List<Meaning> MEANINGS = List.of(
            new Meaning(Basic.class, Set.of(BASIC)),
            new Meaning(Column.class, Set.of(BASIC)),
            new Meaning(Enumerated.class, Set.of(BASIC)),
            new Meaning(Lob.class, Set.of(BASIC)),
            new Meaning(Json.class, Set.of(BASIC)),
            new Meaning(ColumnProperty.class, Set.of(BASIC)),
            new Meaning(LoadedBy.class, Set.of(TO_ONE, TO_MANY)),
            new Meaning(ViewOnly.class, Set.of(TO_ONE, TO_MANY)),
            new Meaning(Version.class, Set.of(BASIC)),
            new Meaning(GeneratedValue.class, Set.of(BASIC)),
            new Meaning(GeneratedBy.class, Set.of(BASIC)),
            new Meaning(SequenceGenerator.class, Set.of(BASIC)),
            new Meaning(Id.class, Set.of(BASIC, TO_ONE)),
            new Meaning(Convert.class, Set.of(BASIC, EMBEDDED)),
            new Meaning(Converts.class, Set.of(BASIC, EMBEDDED)),
            new Meaning(AttributeOverride.class, Set.of(EMBEDDED)),
            new Meaning(AttributeOverrides.class, Set.of(EMBEDDED)),
            new Meaning(JoinColumn.class, Set.of(TO_ONE, TO_MANY)),
            new Meaning(JoinColumns.class, Set.of(TO_ONE, TO_MANY)),
            new Meaning(JoinTable.class, Set.of(TO_MANY)),
            new Meaning(MapKey.class, Set.of(TO_MANY)),
            new Meaning(OrderBy.class, Set.of(TO_MANY)));

    private static final Map<AttributeKind, String> NAMES = Map.of(
            BASIC, "an attribute in a column",
            EMBEDDED, "an embedded attribute",
            TO_ONE, "a relationship to one",
            TO_MANY, "a relationship to many");

    private static final List<Class<? extends Annotation>> KINDS =
            List.of(ManyToOne.class, OneToOne.class, OneToMany.class, ManyToMany.class, Basic.class, EmbeddedId.class);

    private static final List<Class<? extends Annotation>> REPRESENTATIONS =
            List.of(Convert.class, Json.class, Enumerated.class);

    private final Subject attribute;
    private final boolean inEmbeddable;
    private final Saying saying;

    /** An attribute, as reflection or the compiler knows it. */
    public interface Subject {

        /** {@return what it is} */
        AttributeKind kind();

        /** {@return whether it is a component of a record} */
        boolean isComponent();

        /**
         * {@return an annotation of it}
         *
         * @param <A> which
         * @param annotation which
         */
        <A extends Annotation> Optional<A> get(Class<A> annotation);

        /**
         * {@return whether it has an annotation}
         *
         * @param annotation which
         */
        boolean has(Class<? extends Annotation> annotation);

        /** {@return whether it is a key, or a part of one} */
        default boolean isKey() {
            return has(Id.class) || has(EmbeddedId.class);
        }
    }

    /** Is told what is wrong with an attribute. */
    @FunctionalInterface
    public interface Saying {

        /**
         * Notes something.
         *
         * @param at the annotation that it is about; empty for the attribute
         * @param sentence what was found, and what to do about it
         */
        void say(Optional<Class<? extends Annotation>> at, String sentence);
    }

    private AttributeRules(Subject attribute, boolean inEmbeddable, Saying saying) {
        this.attribute = attribute;
        this.inEmbeddable = inEmbeddable;
        this.saying = saying;
    }

    /**
     * Says what is wrong with the annotations of an attribute, each by itself right.
     *
     * @param attribute which
     * @param inEmbeddable whether it is of an embeddable class
     * @param saying is told
     */
    public static void check(Subject attribute, boolean inEmbeddable, Saying saying) {
        AttributeRules rules = new AttributeRules(attribute, inEmbeddable, saying);
        rules.checkMeanings();
        rules.together(KINDS);
        rules.together(REPRESENTATIONS);
        rules.checkKey();
        LoadRules.check(attribute, inEmbeddable, saying);
    }

    /** Notes what is wrong with the annotations of an attribute. */
    static void check(Member member, boolean inEmbeddable, Faults faults) {
        for (Annotation annotation : member.annotations().getAnnotations()) {
            Unsupported.at(annotation.annotationType().getName(), Unsupported.AT_ATTRIBUTES)
                    .ifPresent(sentence -> faults.add(member.place(), sentence));
        }
        check(new Read(member), inEmbeddable, (at, sentence) -> faults.add(member.place(), sentence));
        ColumnProperties.check(member, inEmbeddable, faults);
    }

    private record Read(Member member) implements Subject {

        @Override
        public AttributeKind kind() {
            return AttributeKind.of(member);
        }

        @Override
        public boolean isComponent() {
            return member.declaring().isRecord();
        }

        @Override
        public <A extends Annotation> Optional<A> get(Class<A> annotation) {
            return member.get(annotation);
        }

        @Override
        public boolean has(Class<? extends Annotation> annotation) {
            return member.has(annotation);
        }
    }

    private void checkMeanings() {
        AttributeKind kind = attribute.kind();
        for (Meaning meaning : MEANINGS) {
            Class<? extends Annotation> annotation = meaning.annotation();
            if (attribute.has(annotation) && !meaning.kinds().contains(kind)) {
                say(
                        annotation,
                        "@" + annotation.getSimpleName() + " says nothing at " + NAMES.get(kind) + "; "
                                + cure(annotation, kind) + ".");
            }
        }
        if (attribute.isComponent() && !inEmbeddable && kind.isRelationship()) {
            saying.say(
                    Optional.empty(),
                    "A record is made at once, and what it refers to is loaded later; map a class, or keep the key of the other.");
        }
    }

    private void say(Class<? extends Annotation> at, String sentence) {
        saying.say(Optional.of(at), sentence);
    }

    private static String cure(Class<? extends Annotation> type, AttributeKind kind) {
        if (type == Column.class && kind == TO_ONE) {
            return "use @JoinColumn";
        }
        if (type == Column.class && kind == EMBEDDED) {
            return "use @AttributeOverride";
        }
        return type == Id.class && kind == EMBEDDED ? "use @EmbeddedId" : "take it away";
    }

    private void together(List<Class<? extends Annotation>> kinds) {
        List<Class<? extends Annotation>> found =
                kinds.stream().filter(attribute::has).toList();
        if (found.size() > 1) {
            List<String> names =
                    found.stream().map(kind -> "@" + kind.getSimpleName()).toList();
            say(found.get(1), "It is " + String.join(" and ", names) + ", of which only one can be; choose one.");
        }
    }

    private void checkKey() {
        if (inEmbeddable && (attribute.isKey() || attribute.has(Version.class))) {
            saying.say(
                    Optional.empty(),
                    "An embeddable class has neither key nor version; put that into the entity, with @EmbeddedId"
                            + " where all of it is the key.");
        }
        Class<? extends Annotation> generated =
                attribute.has(GeneratedBy.class) ? GeneratedBy.class : GeneratedValue.class;
        if (attribute.has(generated) && (inEmbeddable || !attribute.has(Id.class))) {
            say(
                    generated,
                    "Only keys of one column are generated, and this is not marked with @Id; give the value in a @PrePersist.");
        }
        if (attribute.has(Id.class) && attribute.has(Version.class)) {
            say(Version.class, "A key does not count changes; give the @Version an attribute of its own.");
        }
    }
}
