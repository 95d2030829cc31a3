package io.granary.orm.internal.reading;

import io.granary.orm.mapping.Inheritance;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Convert;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a class has from the entity above it, and says nothing more of. */
final class InheritedMembers {

    private InheritedMembers() {}

    /** The attributes of a class that the entity above it does not have; notes what is said of the others. */
    static List<Member> without(Class<?> type, List<Member> members, Faults faults) {
        Optional<Class<?>> parent = Ancestry.parent(type);
        if (parent.isEmpty()) {
            return members;
        }
        Map<String, Member> inherited = new HashMap<>();
        Members.of(parent.orElseThrow()).forEach(member -> inherited.put(member.name(), member));
        checkOverrides(type, parent.orElseThrow(), inherited, faults);
        String root = Inheritance.rootOf(type).getSimpleName();
        for (Member member : members) {
            Member above = inherited.get(member.name());
            if (above == null && (member.has(Id.class) || member.has(EmbeddedId.class))) {
                faults.add(
                        member.place(),
                        "The key of a hierarchy is that of " + root + ", the topmost entity; take @Id away.");
            } else if (above == null && member.has(Version.class)) {
                faults.add(
                        member.place(),
                        "The version of a hierarchy is that of " + root + ", the topmost entity; put @Version there.");
            } else if (above != null
                    && !above.declaring().equals(member.declaring())
                    && Placement.isMapping(member.annotations())) {
                faults.add(
                        member.place(),
                        "It is the attribute of " + above.declaring().getSimpleName()
                                + ", which says how it is mapped; take the annotations away.");
            }
        }
        return members.stream()
                .filter(member -> !inherited.containsKey(member.name()))
                .toList();
    }

    /** Columns of an entity's table are the same for all that extend it. */
    private static void checkOverrides(Class<?> type, Class<?> parent, Map<String, Member> inherited, Faults faults) {
        Members.lineage(type).stream()
                .filter(at -> !at.isAssignableFrom(parent))
                .flatMap(at -> Stream.concat(
                        Place.overridesAt(at).stream().map(AttributeOverride::name),
                        Place.convertsAt(at).stream().map(Convert::attributeName)))
                .filter(name -> inherited.containsKey(name.split("\\.", 2)[0]))
                .forEach(name -> faults.add(
                        type.getSimpleName(),
                        "It says something of the attribute \"" + name + "\" of " + parent.getSimpleName()
                                + ", whose columns are the same for all that extend it; say it there."));
    }
}
