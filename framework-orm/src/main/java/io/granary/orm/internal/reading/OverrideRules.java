package io.granary.orm.internal.reading;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Convert;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What @AttributeOverride and @Convert may say of attributes in other classes; for reflection and for the compiler. */
public final class OverrideRules {

    private OverrideRules() {}

    /** Notes what a class says of attributes that it does not have; what is said of those of the entity above it is noted elsewhere. */
    static void check(Class<?> type, List<ColumnDefinition> own, Set<String> relationships, Faults faults) {
        Optional<Class<?>> parent = Ancestry.parent(type);
        Set<String> above = parent.stream()
                .flatMap(entity -> Members.of(entity).stream())
                .map(Member::name)
                .collect(Collectors.toSet());
        List<String> there = own.stream()
                .map(ColumnDefinition::path)
                .filter(path -> !relationships.contains(path))
                .toList();
        List<Class<?>> saying = Members.lineage(type).stream()
                .filter(at -> parent.filter(at::isAssignableFrom).isEmpty())
                .<Class<?>>map(at -> at)
                .toList();
        Map<String, AttributeOverride> inForce = new LinkedHashMap<>();
        saying.forEach(at -> Place.overridesAt(at).forEach(override -> inForce.put(override.name(), override)));
        inForce.values().forEach(override -> column(override, faults.at(type.getSimpleName())));
        saying.stream()
                .flatMap(at -> Stream.concat(
                        Place.overridesAt(at).stream().map(AttributeOverride::name),
                        Place.convertsAt(at).stream().map(Convert::attributeName)))
                .filter(name -> !there.contains(name) && !above.contains(name.split("\\.", 2)[0]))
                .forEach(name -> faults.add(type.getSimpleName(), unknown(name, type.getSimpleName(), there)));
    }

    /**
     * Says what is wrong with the column that an attribute is given elsewhere.
     *
     * @param said the annotation
     * @param saying is told
     */
    public static void column(AttributeOverride said, Consumer<String> saying) {
        ColumnRules.check(
                said.column(),
                sentence -> saying.accept("In the @AttributeOverride of \"" + said.name() + "\": " + sentence));
    }

    /**
     * {@return what is said of an attribute that is not there}
     *
     * @param name as the annotation has it
     * @param type the class that was meant
     * @param there what it has in columns, by path
     */
    public static String unknown(String name, String type, List<String> there) {
        return "It says something of the attribute \"" + name + "\", which " + type + " does not have; it has " + there
                + ".";
    }
}
