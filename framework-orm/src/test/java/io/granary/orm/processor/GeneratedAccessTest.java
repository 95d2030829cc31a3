package io.granary.orm.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.InvalidRequestException;
import io.granary.orm.EntityTable;
import io.granary.orm.mapping.AttributeAccess;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedAttribute;
import io.granary.orm.mapping.ObjectAccess;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The access that is written for mapped classes. */
final class GeneratedAccessTest {

    private static final Compilation.Loaded LOADED = loaded();

    private static Compilation.Loaded loaded() {
        Compilation compiled = Compilation.strict("""
                package things;

                // Thing.java
                @Entity
                class Thing extends Marked<String> {
                    @Id long id;
                    protected String name;
                    private int size;
                    private String secret = "hidden";
                    private boolean open;
                    List<String> tags = new ArrayList<>();
                    private List<String> kept = new ArrayList<>();
                    private Kind kind = Kind.A;
                    Spot spot;

                    int getSize() { throw new IllegalStateException(); }
                    Thing setSize(int size) { throw new IllegalStateException(); }
                    boolean isOpen() { return open; }
                    void setOpen(boolean open) { this.open = !open; }
                    List<String> getKept() { return Collections.unmodifiableList(kept); }
                    void setKept(List<String> kept) { this.kept = new ArrayList<>(kept); }

                    private enum Kind { A }
                }

                // Marked.java
                @MappedSuperclass
                abstract class Marked<M extends Comparable<M>> {
                    private M mark;
                }

                // PrivateFields.java
                @Entity
                class PrivateFields {
                    private PrivateFields() {}
                    @Id private long id;
                    private int PrivateFields;
                    private int MethodHandles;
                    private int ObjectAccess;
                    private int VarHandle;
                    private int String;
                }

                // Spot.java
                @Embeddable
                record Spot(int x, String label, Inner inner) {
                    public String label() { return "<" + label + ">"; }

                    @Embeddable
                    record Inner(Long depth) {}
                }

                // Seat.java
                @Entity
                @IdClass(Seat.Key.class)
                class Seat {
                    @Id String row;
                    @Id int number;

                    static class Key {
                        String row;
                        int number;
                    }
                }

                // Bean.java
                @Entity
                class Bean {
                    private long number;
                    int asked;

                    @Id
                    public long getId() { asked++; return number; }
                    public void setId(long id) { number = id; }
                    public Worn getWorn() { return new Worn(); }
                    public void setWorn(Worn worn) {}
                    private String getHidden() { return ""; }
                    private void setHidden(String hidden) {}
                }

                // Reached.java
                @Entity
                class Reached {
                    private long number;
                    private String mail;
                    private boolean mobile;

                    @Id
                    public long getId() { return number; }
                    public void setId(long id) { number = id; }
                    public String geteMail() { return mail; }
                    public void seteMail(String eMail) { mail = eMail; }
                    public boolean ismPhone() { return mobile; }
                    public void setmPhone(boolean mPhone) { mobile = mPhone; }
                }

                // Worn.java
                @Embeddable
                class Worn {
                    private int times;
                    int seen;
                    int set;

                    int getTimes() { return times; }
                    void setTimes(int times) { this.times = times; set++; }
                    int getSeen() { return seen; }
                    void setSeen(int seen) { this.seen = seen; set++; }
                }

                // Fixed.java
                @Entity
                record Fixed(@Id long id, @Column(length = 20) String text) {}

                // Veiled.java
                @Entity
                record Veiled(@Id long id, Kind kind) {
                    private enum Kind { A }
                }
                """);
        assertThat(compiled.problems()).isEmpty();
        return compiled.load();
    }

    @SuppressWarnings("unchecked") // it is given objects that it made
    private static ObjectAccess<Object> written(String name) throws ReflectiveOperationException {
        return (ObjectAccess<Object>)
                LOADED.type("things." + name + "_").getField("ACCESS").get(null);
    }

    private static AttributeAccess<Object> attribute(ObjectAccess<Object> access, String name) {
        return access.attribute(name).orElseThrow();
    }

    private static void roundTrips(ObjectAccess<Object> access, Object object, String name, @Nullable Object value) {
        attribute(access, name).set(object, value);
        assertThat(attribute(access, name).get(object)).as(name).isEqualTo(value);
    }

    @Test
    void readsAndWritesWhatCanBeReached() throws ReflectiveOperationException {
        ObjectAccess<Object> access = written("Thing");
        Object thing = access.create(new Object[0]);

        assertThat(access.type()).isEqualTo(thing.getClass()).isEqualTo(LOADED.type("things.Thing"));
        assertThat(access.byConstructor()).isFalse();
        roundTrips(access, thing, "id", 7L);
        roundTrips(access, thing, "name", "Ann");
        roundTrips(access, thing, "name", null);
        roundTrips(access, thing, "size", 3);
        roundTrips(access, thing, "open", true);
        roundTrips(access, thing, "tags", List.of("a", "b"));
        roundTrips(access, thing, "secret", "told");
        roundTrips(access, thing, "mark", "x");
        assertThat(access.attribute("kind")).as("of a private class").isEmpty();
    }

    @Test
    void leavesGettersAndSettersAloneThatStandBeforeFields() throws ReflectiveOperationException {
        ObjectAccess<Object> access = written("Thing");
        Object thing = access.create(new Object[0]);
        List<String> kept = new ArrayList<>(List.of("a"));
        attribute(access, "kept").set(thing, kept);

        assertThat(attribute(access, "kept").get(thing)).isSameAs(kept);
        assertThatThrownBy(() -> attribute(access, "mark").set(thing, 5)).isInstanceOf(ClassCastException.class);
    }

    @Test
    void hasNamesBesideThoseOfAttributes() throws ReflectiveOperationException {
        ObjectAccess<Object> access = written("PrivateFields");
        Object fields = access.create(new Object[0]);

        for (String name : List.of("PrivateFields", "MethodHandles", "ObjectAccess", "VarHandle", "String")) {
            roundTrips(access, fields, name, name.length());
        }
    }

    @Test
    void callsConstructorsThatAreHidden() throws ReflectiveOperationException {
        assertThat(written("PrivateFields").create(new Object[0])).isInstanceOf(LOADED.type("things.PrivateFields"));
        assertThat(EntityTable.of(LOADED.type("things.PrivateFields")).faults()).isEmpty();
        ObjectAccess<Failing> failing = ObjectAccess.of(Failing.class, MethodHandles.lookup());
        assertThatThrownBy(() -> failing.create(new Object[0])).hasMessage("no luck");
        ObjectAccess<Integer> missing = ObjectAccess.of(Integer.class, MethodHandles.lookup());
        assertThatThrownBy(() -> missing.create(new Object[0]))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("java.lang.Integer has no constructor without parameters any more");
    }

    private static final class Failing {
        private Failing() {
            throw new UnsupportedOperationException("no luck");
        }
    }

    @Test
    void leavesOutFieldsThatNoHandleReaches() {
        assertThat(ObjectAccess.field(MethodHandles.lookup(), String.class, "value", byte[].class))
                .as("its module is not open")
                .isNull();
        assertThat(ObjectAccess.field(MethodHandles.lookup(), Compilation.class, "generated", List.class))
                .as("it is of another class since")
                .isNull();
        ObjectAccess<StringBuilder> access = ObjectAccess.of(StringBuilder.class, StringBuilder::new);
        assertThat(access.with("value", null, text -> text, (text, value) -> {}).attribute("value"))
                .isEmpty();
        assertThat(access.withComponent("value", null, text -> text).attribute("value"))
                .isEmpty();
    }

    @Test
    void leavesTheRestToReflection() throws ReflectiveOperationException {
        EntityMapping<?> mapping = EntityTable.of(LOADED.type("things.Thing")).mapping();
        Object thing = written("Thing").create(new Object[0]);
        @Nullable Object[] image = new @Nullable Object[mapping.columns().size()];
        fill(mapping, thing, image);

        int kind = mapping.columns().stream()
                .filter(column -> column.path().equals("kind"))
                .findFirst()
                .orElseThrow()
                .slot();
        assertThat(image[kind]).hasToString("A");
    }

    @SuppressWarnings("unchecked") // the object is of the class that is mapped
    private static void fill(EntityMapping<?> mapping, Object object, @Nullable Object[] image) {
        ((EntityMapping<Object>) mapping).read(object, image);
        BitSet all = new BitSet();
        all.set(0, image.length);
        ((EntityMapping<Object>) mapping).write(object, image, all);
    }

    @Test
    void makesRecordsOfTheirComponents() throws ReflectiveOperationException {
        ObjectAccess<Object> access = written("Spot");
        Object inner = written("Spot_Inner").create(new @Nullable Object[] {5L});
        Object spot = access.create(new @Nullable Object[] {1, null, inner});

        assertThat(spot).hasToString("Spot[x=1, label=null, inner=Inner[depth=5]]");
        assertThat(access.byConstructor()).isTrue();
        assertThat(attribute(access, "x").get(spot)).isEqualTo(1);
        assertThat(attribute(access, "label").get(spot))
                .as("what is stored, and not what is shown")
                .isNull();
        assertThatThrownBy(() -> attribute(access, "x").set(spot, 2))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Spot.x cannot be changed");
    }

    @Test
    void makesEntitiesThatAreRecords() throws ReflectiveOperationException {
        Object fixed = written("Fixed").create(new Object[] {1L, "text"});

        assertThat(fixed).hasToString("Fixed[id=1, text=text]");
        assertThat(EntityTable.of(LOADED.type("things.Fixed")).mapping().isReadOnly())
                .isTrue();
    }

    @Test
    void leavesRecordsToReflectionThatCannotBeMade() {
        assertThatThrownBy(() -> written("Veiled")).isInstanceOf(NoSuchFieldException.class);
        assertThat(EntityTable.of(LOADED.type("things.Veiled")).faults()).isEmpty();
    }

    @Test
    void usesGettersAndSettersWhereTheyHaveTheAnnotations() throws ReflectiveOperationException {
        ObjectAccess<Object> access = written("Bean");
        Object bean = access.create(new Object[0]);
        roundTrips(access, bean, "id", 9L);

        assertThat(bean.getClass().getDeclaredField("asked").trySetAccessible()).isTrue();
        assertThat(access.attribute("asked")).isEmpty();
        assertThat(access.attribute("hidden")).isEmpty();
        assertThat(EntityTable.of(bean.getClass()).mapping().columns())
                .extracting(column -> column.path())
                .containsExactly("hidden", "id", "worn.seen", "worn.times");
    }

    @Test
    void callsSettersThatAreCalledAsTheirGetters() throws ReflectiveOperationException {
        ObjectAccess<Object> access = written("Reached");
        Object reached = access.create(new Object[0]);
        roundTrips(access, reached, "eMail", "ada@example.org");
        roundTrips(access, reached, "mPhone", true);

        assertThat(EntityTable.of(reached.getClass()).mapping().columns())
                .extracting(column -> column.path())
                .containsExactly("id", "eMail", "mPhone");
        assertThat(LOADED.type("things.Reached_").getFields())
                .extracting(Field::getName)
                .contains("eMail", "mPhone");
    }

    @Test
    void callsSettersOfWhatIsEmbeddedWhereItsOwnerHasProperties() throws ReflectiveOperationException {
        MappedAttribute.Embedded worn = EntityTable.of(LOADED.type("things.Bean")).mapping().attributes().stream()
                .filter(MappedAttribute.Embedded.class::isInstance)
                .map(MappedAttribute.Embedded.class::cast)
                .findFirst()
                .orElseThrow();
        Object object = worn.embeddable().create(new Object[0]);
        worn.attributes().forEach(attribute -> attribute.access().set(object, 5));
        ObjectAccess<Object> access = written("Worn");

        assertThat(attribute(access, "times").get(object)).isEqualTo(5);
        assertThat(attribute(access, "seen").get(object)).isEqualTo(5);
        assertThat(attribute(access, "set").get(object)).isEqualTo(2);
    }

    @Test
    void isWrittenForTheClassOfAKey() throws ReflectiveOperationException {
        ObjectAccess<Object> access = written("Seat_Key");
        Object key = access.create(new Object[0]);
        roundTrips(access, key, "row", "F");
        roundTrips(access, key, "number", 12);

        assertThat(EntityTable.of(LOADED.type("things.Seat"))
                        .mapping()
                        .idClass()
                        .orElseThrow()
                        .type())
                .isEqualTo(key.getClass());
    }
}
