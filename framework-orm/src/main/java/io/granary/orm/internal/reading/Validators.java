package io.granary.orm.internal.reading;

import static io.granary.orm.internal.reading.CalledMethods.place;

import io.granary.orm.ColumnProperty;
import io.granary.orm.GeneratedBy;
import io.granary.orm.Validates;
import io.granary.orm.ViewOnly;
import io.granary.orm.mapping.MappedAttribute;
import io.granary.orm.mapping.Validator;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Version;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the methods of a class that refuse values of its attributes: the topmost class's first. */
public final class Validators {

    private static final String WHAT = "validator";

    /** What has its values from elsewhere than the program. */
    public static final List<Class<? extends Annotation>> NOT_GIVEN =
            List.of(Version.class, GeneratedValue.class, GeneratedBy.class, ColumnProperty.class, ViewOnly.class);

    /** What is said of one that takes something else. */
    public static final String PARAMETERS =
            "A validator has one parameter, the value, or two, the attribute's name and the value; give it those.";

    /** What is said of one that names nothing. */
    public static final String NOTHING = "It validates no attribute; name those that it is to be shown.";

    /** What is said of one in a record. */
    public static final String IN_RECORD =
            "A record is read and never written, so nothing is validated; take @Validates away.";

    /** What is said of one in an embeddable class. */
    public static final String EMBEDDED =
            "What is embedded is validated with the entity that has it; let a method of that validate the attribute as a whole.";

    private final Class<?> entity;
    private final List<Member> members;
    private final List<MappedAttribute> attributes;
    private final Faults faults;
    private final CalledMethods methods;
    private final List<Validator> found = new ArrayList<>();

    private Validators(Class<?> entity, List<Member> members, List<MappedAttribute> attributes, Faults faults) {
        this.entity = entity;
        this.members = members;
        this.attributes = attributes;
        this.faults = faults;
        this.methods = new CalledMethods(WHAT, faults);
    }

    /**
     * {@return what is said of one that names an attribute which is not there}
     *
     * @param name what it names
     * @param entity the class
     * @param known the attributes that are there
     */
    public static String unknown(String name, String entity, List<String> known) {
        return "It validates \"" + name + "\", which is no attribute of " + entity + "; it has " + known
                + ". Name one of them.";
    }

    /**
     * {@return what is said of one that names an attribute whose values are not given by the program}
     *
     * @param name the attribute
     * @param by what gives them
     */
    public static String notGiven(String name, Class<? extends Annotation> by) {
        return "It validates \"" + name + "\", whose values @" + by.getSimpleName()
                + " gives and not the program; leave it out.";
    }

    /**
     * {@return what is said of one that cannot take values of an attribute}
     *
     * @param parameter the class of its parameter
     * @param name the attribute
     * @param type the class of the attribute's values
     */
    public static String misfit(String parameter, String name, String type) {
        return "It takes a value of " + parameter + ", and \"" + name + "\" is of " + type
                + "; let it take that, or an Object.";
    }

    /** {@return what is said of one that gives something or belongs to no object} */
    public static String shape() {
        return CalledMethods.shape(WHAT);
    }

    static void checkEmbeddable(Class<?> type, Faults faults) {
        Members.lineage(type).stream()
                .flatMap(at -> Arrays.stream(at.getDeclaredMethods()))
                .filter(Validators::isOne)
                .forEach(method -> faults.add(place(method), EMBEDDED));
    }

    static List<Validator> of(Class<?> type, List<Member> members, List<MappedAttribute> attributes, Faults faults) {
        Validators reader = new Validators(type, members, attributes, faults);
        Members.lineage(type).forEach(reader::read);
        return reader.found;
    }

    /** The compiler copies annotations to methods of its own, which call the one that was written. */
    private static boolean isOne(Method method) {
        return !method.isSynthetic() && method.isAnnotationPresent(Validates.class);
    }

    private void read(Class<?> at) {
        // The JVM gives methods in any order.
        Arrays.stream(at.getDeclaredMethods())
                .filter(Validators::isOne)
                .sorted(Comparator.comparing(Method::getName).thenComparing(Method::getParameterCount))
                .forEach(this::read);
    }

    private void read(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        boolean named = parameters.length == 2 && parameters[0] == String.class;
        if (entity.isRecord()) {
            faults.add(place(method), IN_RECORD);
        } else if (parameters.length != 1 && !named) {
            faults.add(place(method), PARAMETERS);
        } else if (methods.usable(method)) {
            String[] names = method.getAnnotation(Validates.class).value();
            if (names.length == 0) {
                faults.add(place(method), NOTHING);
            }
            boolean called = !CalledMethods.isOverridden(method, entity);
            for (String name : names) {
                attribute(method, name)
                        .filter(attribute -> called)
                        .ifPresent(attribute -> found.add(new Validator(
                                attribute,
                                place(method),
                                named
                                        ? (object, value) -> methods.call(method, object, name, value)
                                        : (object, value) -> methods.call(method, object, value))));
            }
        }
    }

    /** The attribute of a name, whose values a method takes; empty if something is wrong with it, which is a fault. */
    private Optional<MappedAttribute> attribute(Method method, String name) {
        Optional<Member> member =
                members.stream().filter(each -> each.name().equals(name)).findFirst();
        if (member.isEmpty()) {
            faults.add(
                    place(method),
                    unknown(
                            name,
                            entity.getSimpleName(),
                            members.stream().map(Member::name).sorted().toList()));
            return Optional.empty();
        }
        Optional<Class<? extends Annotation>> elsewhere =
                NOT_GIVEN.stream().filter(member.orElseThrow()::has).findFirst();
        if (elsewhere.isPresent()) {
            faults.add(place(method), notGiven(name, elsewhere.orElseThrow()));
            return Optional.empty();
        }
        Optional<MappedAttribute> attribute =
                attributes.stream().filter(each -> each.name().equals(name)).findFirst();
        Class<?> parameter = method.getParameterTypes()[method.getParameterCount() - 1];
        return attribute.filter(each -> {
            Class<?> values = values(each, member.orElseThrow());
            boolean takes = parameter.isPrimitive()
                    ? parameter == values
                    : parameter.isAssignableFrom(ColumnTypes.boxed(values));
            if (!takes) {
                faults.add(place(method), misfit(parameter.getName(), name, values.getName()));
            }
            return takes;
        });
    }

    /** The class of what a method is shown. */
    private static Class<?> values(MappedAttribute attribute, Member member) {
        return attribute instanceof MappedAttribute.Related related
                ? related.relationship().target()
                : member.type();
    }
}
