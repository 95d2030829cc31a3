package io.granary.orm.internal.reading;

import static io.granary.orm.internal.reading.MemberKind.BASIC;
import static io.granary.orm.internal.reading.MemberKind.EMBEDDED;
import static io.granary.orm.internal.reading.MemberKind.TO_MANY;
import static io.granary.orm.internal.reading.MemberKind.TO_ONE;

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
import jakarta.persistence.Entity;
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
import java.util.Set;

/** Which annotations may stand together at an attribute. */
final class AttributeRules {

    /** At which kinds of attributes an annotation says something. */
    private static final Map<Class<? extends Annotation>, Set<MemberKind>> MEANING = Map.ofEntries(
            Map.entry(Basic.class, Set.of(BASIC)),
            Map.entry(Column.class, Set.of(BASIC)),
            Map.entry(Enumerated.class, Set.of(BASIC)),
            Map.entry(Lob.class, Set.of(BASIC)),
            Map.entry(Json.class, Set.of(BASIC)),
            Map.entry(ColumnProperty.class, Set.of(BASIC)),
            Map.entry(LoadedBy.class, Set.of(TO_ONE, TO_MANY)),
            Map.entry(ViewOnly.class, Set.of(TO_ONE, TO_MANY)),
            Map.entry(Version.class, Set.of(BASIC)),
            Map.entry(GeneratedValue.class, Set.of(BASIC)),
            Map.entry(GeneratedBy.class, Set.of(BASIC)),
            Map.entry(SequenceGenerator.class, Set.of(BASIC)),
            Map.entry(Id.class, Set.of(BASIC, TO_ONE)),
            Map.entry(Convert.class, Set.of(BASIC, EMBEDDED)),
            Map.entry(Converts.class, Set.of(BASIC, EMBEDDED)),
            Map.entry(AttributeOverride.class, Set.of(EMBEDDED)),
            Map.entry(AttributeOverrides.class, Set.of(EMBEDDED)),
            Map.entry(JoinColumn.class, Set.of(TO_ONE, TO_MANY)),
            Map.entry(JoinColumns.class, Set.of(TO_ONE, TO_MANY)),
            Map.entry(JoinTable.class, Set.of(TO_MANY)),
            Map.entry(MapKey.class, Set.of(TO_MANY)),
            Map.entry(OrderBy.class, Set.of(TO_MANY)));

    private static final Map<MemberKind, String> NAMES = Map.of(
            BASIC, "an attribute in a column",
            EMBEDDED, "an embedded attribute",
            TO_ONE, "a relationship to one",
            TO_MANY, "a relationship to many");

    private static final List<Class<? extends Annotation>> KINDS =
            List.of(ManyToOne.class, OneToOne.class, OneToMany.class, ManyToMany.class, Basic.class, EmbeddedId.class);

    private static final List<Class<? extends Annotation>> REPRESENTATIONS =
            List.of(Convert.class, Json.class, Enumerated.class);

    private AttributeRules() {}

    /** Notes what is wrong with the annotations of an attribute, each by itself right. */
    static void check(Member member, boolean inEmbeddable, Faults faults) {
        MemberKind kind = MemberKind.of(member);
        for (Annotation annotation : member.annotations().getAnnotations()) {
            Class<? extends Annotation> type = annotation.annotationType();
            String cure = Unsupported.AT_ATTRIBUTES.get(type.getSimpleName());
            if (cure != null && type.getPackage() == Entity.class.getPackage()) {
                faults.add(member.place(), "@" + type.getSimpleName() + " is not supported; " + cure + ".");
            }
            Set<MemberKind> meaning = MEANING.get(type);
            if (meaning != null && !meaning.contains(kind)) {
                faults.add(
                        member.place(),
                        "@" + type.getSimpleName() + " says nothing at " + NAMES.get(kind) + "; " + cure(type, kind)
                                + ".");
            }
        }
        if (member.declaring().isRecord() && !inEmbeddable && (kind == TO_ONE || kind == TO_MANY)) {
            faults.add(
                    member.place(),
                    "A record is made at once, and what it refers to is loaded later; map a class, or keep the key of the other.");
        }
        ColumnProperties.check(member, inEmbeddable, faults);
        together(member, KINDS, faults);
        together(member, REPRESENTATIONS, faults);
        key(member, inEmbeddable, faults);
        LoadRules.check(member, inEmbeddable, faults);
    }

    private static String cure(Class<? extends Annotation> type, MemberKind kind) {
        if (type == Column.class && kind == TO_ONE) {
            return "use @JoinColumn";
        }
        if (type == Column.class && kind == EMBEDDED) {
            return "use @AttributeOverride";
        }
        return type == Id.class && kind == EMBEDDED ? "use @EmbeddedId" : "take it away";
    }

    private static void together(Member member, List<Class<? extends Annotation>> kinds, Faults faults) {
        List<String> found = kinds.stream()
                .filter(member::has)
                .map(kind -> "@" + kind.getSimpleName())
                .toList();
        if (found.size() > 1) {
            faults.add(
                    member.place(), "It is " + String.join(" and ", found) + ", of which only one can be; choose one.");
        }
    }

    private static void key(Member member, boolean inEmbeddable, Faults faults) {
        boolean id = member.has(Id.class);
        if (inEmbeddable && (id || member.has(EmbeddedId.class) || member.has(Version.class))) {
            faults.add(
                    member.place(),
                    "An embeddable class has neither key nor version; put that into the entity, with @EmbeddedId"
                            + " where all of it is the key.");
        }
        boolean generated = member.has(GeneratedValue.class) || member.has(GeneratedBy.class);
        if (generated && (inEmbeddable || !id)) {
            faults.add(
                    member.place(),
                    "Only keys of one column are generated, and this is not marked with @Id; give the value in a @PrePersist.");
        }
        if (id && member.has(Version.class)) {
            faults.add(member.place(), "A key does not count changes; give the @Version an attribute of its own.");
        }
    }
}
