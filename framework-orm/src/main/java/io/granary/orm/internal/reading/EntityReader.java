package io.granary.orm.internal.reading;

import io.granary.orm.internal.reading.EntityDefinition.IndexDefinition;
import io.granary.orm.internal.reading.EntityDefinition.UniqueKey;
import io.granary.orm.mapping.AttributeAccess;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.KeyGeneration;
import io.granary.orm.mapping.MappedAttribute;
import io.granary.orm.mapping.ObjectAccess;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the annotations of one entity.
 *
 * @param <E> its class
 */
final class EntityReader<E> {

    private static final String PACKAGE = Entity.class.getPackageName();

    private final Class<E> type;
    private final Faults faults = new Faults();
    private final ColumnReader columns = new ColumnReader(faults);
    private final RelationshipReader relationships;
    private final List<MappedAttribute> attributes = new ArrayList<>();
    private final List<Integer> key = new ArrayList<>();
    private int version = -1;
    private KeyGeneration generation = new KeyGeneration.Assigned();
    private Optional<ObjectAccess<Object>> keyClass = Optional.empty();

    EntityReader(Class<E> type) {
        this.type = type;
        this.relationships = new RelationshipReader(type, columns, faults);
    }

    EntityDefinition<E> read() {
        checkClass();
        List<Member> members = Members.of(type);
        ObjectAccess<E> access = Accesses.typed(type, members, faults);
        for (Member member : members) {
            checkMember(member);
            access.attribute(member.name()).ifPresent(found -> read(member, untyped(found)));
        }
        checkKey(members);
        Optional<Table> table = Optional.ofNullable(type.getAnnotation(Table.class));
        String name = entityName();
        return new EntityDefinition<>(
                emptyToNull(table.map(Table::schema).orElse("")),
                Names.given(table.map(Table::name).orElse(""), Names.inDatabase(name)),
                columns.columns(),
                new EntityMapping.Parts<>(
                        name, access, attributes, key, version, generation, keyClass, Callbacks.of(type, faults)),
                table.map(Table::comment).filter(comment -> !comment.isEmpty()),
                uniqueKeys(table),
                indexes(table),
                faults.sentences());
    }

    private void read(Member member, AttributeAccess<Object> access) {
        int first = columns.columns().size();
        Optional<MappedAttribute> found = switch (MemberKind.of(member)) {
            case BASIC -> columns.basic(member, access, ColumnReader.Place.TOP);
            case EMBEDDED -> columns.embedded(member, access, ColumnReader.Place.TOP);
            case TO_ONE -> Optional.of(relationships.toOne(member, access));
            case TO_MANY -> relationships.toMany(member, access);
        };
        found.ifPresent(attributes::add);
        int end = columns.columns().size();
        if (member.has(Id.class) || member.has(EmbeddedId.class)) {
            readKey(member, first, end);
        }
        if (member.has(Version.class) && end > first) {
            version = first;
            VersionTypes.check(member, faults);
        }
    }

    private void readKey(Member member, int first, int end) {
        generation = Generators.of(member, type, entityTable(), faults).orElse(generation);
        boolean identity = generation instanceof KeyGeneration.ByIdentity;
        for (int slot = first; slot < end; slot++) {
            key.add(slot);
            columns.replace(slot, columns.columns().get(slot).asKey(identity));
        }
        if (member.has(EmbeddedId.class)) {
            keyClass = Optional.of(Accesses.of(member.type(), Members.of(member.type()), faults));
        }
    }

    private String entityTable() {
        return Optional.ofNullable(type.getAnnotation(Table.class))
                .map(Table::name)
                .filter(name -> !name.isEmpty())
                .orElseGet(() -> Names.inDatabase(entityName()));
    }

    private String entityName() {
        return Optional.ofNullable(type.getAnnotation(Entity.class))
                .map(Entity::name)
                .filter(name -> !name.isEmpty())
                .orElse(type.getSimpleName());
    }

    private void checkClass() {
        String place = type.getSimpleName();
        if (!type.isAnnotationPresent(Entity.class)) {
            faults.add(place, "It has no @Entity; only entities are mapped.");
        }
        if (type.isInterface() || type.isEnum() || Modifier.isAbstract(type.getModifiers())) {
            faults.add(place, "An entity is a class or a record that objects can be made of.");
        }
        checkAnnotations(type.getDeclaredAnnotations(), place, true);
        for (Class<?> above = type.getSuperclass(); above != null; above = above.getSuperclass()) {
            if (above.isAnnotationPresent(Entity.class)) {
                faults.add(
                        place,
                        "It extends the entity " + above.getSimpleName()
                                + ", and hierarchies of entities are not supported; make that a @MappedSuperclass.");
            }
        }
    }

    private void checkMember(Member member) {
        checkAnnotations(member.annotations().getAnnotations(), member.place(), false);
        if (member.type().isEnum() && !Converters.isConverted(member)) {
            for (Field constant : member.type().getDeclaredFields()) {
                checkAnnotations(constant.getAnnotations(), member.place(), false);
            }
        }
    }

    private void checkAnnotations(Annotation[] annotations, String place, boolean atClass) {
        for (Annotation annotation : annotations) {
            Class<?> kind = annotation.annotationType();
            String cure = (atClass ? Unsupported.AT_CLASSES : Unsupported.AT_ATTRIBUTES).get(kind.getSimpleName());
            if (cure != null && kind.getPackageName().equals(PACKAGE)) {
                faults.add(place, "@" + kind.getSimpleName() + " is not supported; " + cure + ".");
            }
        }
    }

    private void checkKey(List<Member> members) {
        IdClass said = type.getAnnotation(IdClass.class);
        List<Member> ids =
                members.stream().filter(member -> member.has(Id.class)).toList();
        if (key.isEmpty()) {
            faults.add(type.getSimpleName(), "It has no key; mark an attribute with @Id.");
        } else if (said == null) {
            if (ids.size() > 1) {
                faults.add(
                        type.getSimpleName(),
                        "It has " + ids.size() + " attributes marked with @Id and no @IdClass, the class of its key.");
            }
        } else {
            List<Member> parts = Members.of(said.value());
            keyClass = Optional.of(Accesses.of(said.value(), parts, faults));
            List<String> names = parts.stream().map(Member::name).sorted().toList();
            List<String> own = ids.stream().map(Member::name).sorted().toList();
            if (!names.equals(own)) {
                faults.add(
                        type.getSimpleName(),
                        "Its attributes marked with @Id are " + own + ", and those of "
                                + said.value().getSimpleName() + " are " + names + "; give both the same.");
            }
        }
    }

    private static List<UniqueKey> uniqueKeys(Optional<Table> table) {
        return table.stream()
                .flatMap(found -> Arrays.stream(found.uniqueConstraints()))
                .map(rule -> new UniqueKey(emptyToNull(rule.name()), List.of(rule.columnNames())))
                .toList();
    }

    private static List<IndexDefinition> indexes(Optional<Table> table) {
        return table.stream()
                .flatMap(found -> Arrays.stream(found.indexes()))
                .map(index -> new IndexDefinition(
                        index.name(),
                        Arrays.stream(index.columnList().split(",", -1))
                                .map(String::strip)
                                .toList(),
                        index.unique()))
                .toList();
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    @SuppressWarnings("unchecked") // it is given objects of this class only
    private static AttributeAccess<Object> untyped(AttributeAccess<?> access) {
        return (AttributeAccess<Object>) access;
    }
}
