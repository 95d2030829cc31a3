package io.granary.orm.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.PostgresDialect;
import io.granary.orm.EntityTable;
import io.granary.orm.Mappings;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.Executable;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;

/** The tables that are written for entities. */
final class GeneratedTableTest {

    private static final String USER = """
            package shop;
            import org.jspecify.annotations.Nullable;

            // User.java
            @Entity
            public class User {
                @Id @GeneratedValue Long id;
                String name;
                @Nullable String nick;
                int age;
                List<String> tags = new ArrayList<>();
                int[] scores = {};
                char grade;
                Home home;
                Status status;
                @io.granary.orm.Json Map<String, List<Integer>> settings = new HashMap<>();
                @OneToMany(mappedBy = "user") List<Address> addresses = new ArrayList<>();
                @ManyToMany Set<User> friends = new HashSet<>();

                enum Status { NEW, OLD }
            }

            // Home.java
            @Embeddable
            class Home {
                String street;
                Place place;

                @Embeddable record Place(double latitude, double longitude) {}
            }

            // Address.java
            @Entity
            class Address {
                @Id UUID id;
                @ManyToOne User user;
                @ManyToOne io.granary.orm.Ref<User> guest;
            }
            """;

    private static Object constant(Class<?> generated, String name) throws ReflectiveOperationException {
        return generated.getField(name).get(null);
    }

    private static Object field(Object of, String name) throws ReflectiveOperationException {
        return of.getClass().getField(name).get(of);
    }

    private static String type(Object of, String name) throws ReflectiveOperationException {
        return of.getClass().getField(name).getGenericType().getTypeName();
    }

    @Test
    void hasATypedFieldForEachAttribute() throws ReflectiveOperationException {
        Compilation compiled = Compilation.strict(USER);
        assertThat(compiled.problems()).isEmpty();
        Compilation.Loaded loaded = compiled.load();

        Object user = constant(loaded.type("shop.User_"), "USER");
        assertThat(Arrays.stream(user.getClass().getDeclaredFields())
                        .map(Field::getName)
                        .toList())
                .containsExactly(
                        "ACCESS",
                        "USER",
                        "id",
                        "name",
                        "nick",
                        "age",
                        "tags",
                        "scores",
                        "grade",
                        "home",
                        "status",
                        "settings",
                        "addresses",
                        "friends");
        String column = Column.class.getName();
        String relationship = Relationship.class.getName();
        assertThat(type(user, "id")).isEqualTo(column + "<java.lang.Long>");
        assertThat(type(user, "nick")).isEqualTo(column + "<java.lang.String>");
        assertThat(type(user, "age")).isEqualTo(column + "<java.lang.Integer>");
        assertThat(type(user, "tags")).isEqualTo(column + "<java.util.List<java.lang.String>>");
        assertThat(type(user, "scores")).isEqualTo(column + "<int[]>");
        assertThat(type(user, "grade")).isEqualTo(column + "<java.lang.Character>");
        assertThat(type(user, "status")).isEqualTo(column + "<shop.User$Status>");
        assertThat(type(user, "settings"))
                .isEqualTo(column + "<java.util.Map<java.lang.String, java.util.List<java.lang.Integer>>>");
        assertThat(type(user, "addresses")).isEqualTo(relationship + "<shop.User, java.util.List<shop.Address>>");
        assertThat(type(user, "friends")).isEqualTo(relationship + "<shop.User, java.util.Set<shop.User>>");
        Object address = constant(loaded.type("shop.Address_"), "ADDRESS");
        assertThat(type(address, "user")).isEqualTo(relationship + "<shop.Address, shop.User>");
        assertThat(type(address, "guest")).isEqualTo(relationship + "<shop.Address, shop.User>");
        assertThat(field(user, "addresses")).hasToString("User.addresses");
    }

    @Test
    void hasTheColumnsOfEmbeddedAttributesBehindThem() throws ReflectiveOperationException {
        Object user = constant(Compilation.strict(USER).load().type("shop.User_"), "USER");
        Object home = field(user, "home");

        assertThat(field(home, "street")).hasToString("user.street");
        assertThat(field(field(home, "place"), "latitude")).hasToString("user.latitude");
        assertThat(type(field(home, "place"), "latitude")).isEqualTo(Column.class.getName() + "<java.lang.Double>");
    }

    @Test
    void isTheOneTableOfItsClass() throws ReflectiveOperationException {
        Compilation.Loaded loaded = Compilation.strict(USER).load();
        Class<?> user = loaded.type("shop.User");
        Class<?> address = loaded.type("shop.Address");

        Object table = constant(loaded.type("shop.User_"), "USER");
        assertThat(EntityTable.of(user)).isSameAs(table);
        assertThat(EntityTable.of(user).faults()).isEmpty();
        assertThat(Mappings.of(user, address).types()).containsExactly(user, address);
    }

    @Test
    void standsInStatements() throws ReflectiveOperationException {
        Compilation compiled = Compilation.strict(USER + """
                // Queries.java
                import static io.granary.sql.Sql.select;
                import static shop.User_.USER;

                public final class Queries implements java.util.function.Supplier<io.granary.sql.Executable> {
                    @Override
                    public io.granary.sql.Executable get() {
                        return select(USER.id, USER.home.place.latitude).where(USER.name.like("A%")).orderBy(USER.age);
                    }
                }
                """);
        assertThat(compiled.problems()).isEmpty();

        Supplier<?> queries = (Supplier<?>)
                compiled.load().type("shop.Queries").getConstructor().newInstance();
        assertThat(((Executable) queries.get()).toSql(PostgresDialect.INSTANCE).text())
                .isEqualTo("SELECT \"user\".id, \"user\".latitude FROM \"user\" WHERE \"user\".name LIKE $1"
                        + " ORDER BY \"user\".age");
    }

    @Test
    void namesOfFieldsAndConstantsDoNotClash() throws ReflectiveOperationException {
        Compilation compiled = Compilation.strict("""
                package names;

                // Access.java
                @Entity
                class Access {
                    @Id long id;
                    String ACCESS;
                    String column;
                    String mapping;
                    String io;
                    String java;
                    String names;
                    String String;
                    String EntityTable;
                }

                // OrderLine.java
                @Entity
                class OrderLine {
                    private long id;
                    private String text;
                    String ORDER_LINE;

                    @Id long getId() { return id; }
                    void setId(long id) { this.id = id; }
                    String getClass_() { return text; }
                    String getDefault() { return text; }
                    void setDefault(String text) { this.text = text; }
                }

                // Column.java
                class Column {
                    @Entity
                    static class Relationship {
                        @Id long id;
                        @Embedded Parts parts;
                    }

                    @Embeddable
                    static class Parts { int size; }
                }

                // Both.java
                @Entity
                class Both {
                    @Id long id;
                    String BOTH;
                    @ManyToOne Column.Relationship one;
                }
                """);
        assertThat(compiled.problems()).isEmpty();
        Compilation.Loaded loaded = compiled.load();

        Object access = constant(loaded.type("names.Access_"), "ACCESS__");
        assertThat(field(access, "ACCESS_")).hasToString("access.access");
        assertThat(field(constant(loaded.type("names.OrderLine_"), "ORDER_LINE"), "default_"))
                .hasToString("order_line.default");
        assertThat(field(constant(loaded.type("names.Both_"), "BOTH_"), "BOTH")).hasToString("both.both");
        assertThat(field(field(constant(loaded.type("names.Column_Relationship_"), "RELATIONSHIP"), "parts"), "size"))
                .hasToString("relationship.size");
    }

    @Test
    void extendsEntities() throws ReflectiveOperationException {
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("Shape.java", """
                package shapes;
                import jakarta.persistence.Entity;
                import jakarta.persistence.Id;
                import jakarta.persistence.Inheritance;
                import jakarta.persistence.ManyToOne;

                @Entity
                @Inheritance
                public abstract class Shape {
                    @Id Long id;
                    @ManyToOne Shape around;
                }
                """);
        sources.put("Box.java", """
                package shapes;

                @jakarta.persistence.Entity
                public class Box extends Shape {
                    int width;
                }
                """);
        Compilation compiled = Compilation.of(sources, true, "-Xlint:all", "-Werror");
        assertThat(compiled.problems()).isEmpty();
        Compilation.Loaded loaded = compiled.load();

        // The class below is asked for first, and has the one above it be made.
        EntityTable<?> box = (EntityTable<?>) constant(loaded.type("shapes.Box_"), "BOX");
        EntityTable<?> shape = (EntityTable<?>) constant(loaded.type("shapes.Shape_"), "SHAPE");
        assertThat(type(box, "id")).isEqualTo(Column.class.getName() + "<java.lang.Long>");
        assertThat(type(box, "around")).isEqualTo(Relationship.class.getName() + "<shapes.Box, shapes.Shape>");
        assertThat(field(box, "width")).hasToString("shape.width");
        assertThat(field(box, "around"))
                .as("the same, from the table of the class below")
                .isEqualTo(field(shape, "around"))
                .extracting(each -> ((Relationship<?, ?>) each).ownerTable())
                .isSameAs(box);
        assertThat(Mappings.of(box.entityType(), shape.entityType()).metaData().sortedTables())
                .hasSize(1);
    }

    @Test
    void takesInheritedAttributesFromOtherPackagesWithTheirTypes() throws ReflectiveOperationException {
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("Keyed.java", """
                package base;
                import jakarta.persistence.Id;
                import jakarta.persistence.MappedSuperclass;
                import java.time.Instant;

                @MappedSuperclass
                public abstract class Keyed {
                    @Id protected Long id;
                    private Instant createdAt = Instant.EPOCH;

                    public Instant getCreatedAt() { return createdAt; }
                    public void setCreatedAt(Instant createdAt) { this.createdAt = createdAt; }
                }
                """);
        sources.put("Note.java", """
                package notes;

                @jakarta.persistence.Entity
                public class Note extends base.Keyed {
                    private Kind kind = Kind.LONG;

                    private enum Kind { SHORT, LONG }
                }
                """);
        Compilation compiled = Compilation.of(sources, true, "-Xlint:all", "-Werror");
        assertThat(compiled.problems()).isEmpty();
        Compilation.Loaded loaded = compiled.load();

        Object note = constant(loaded.type("notes.Note_"), "NOTE");
        assertThat(type(note, "id")).isEqualTo(Column.class.getName() + "<java.lang.Long>");
        assertThat(type(note, "createdAt")).isEqualTo(Column.class.getName() + "<java.time.Instant>");
        assertThat(type(note, "kind")).isEqualTo(Column.class.getName() + "<?>");
        assertThat(compiled.said(Diagnostic.Kind.NOTE))
                .extracting(Compilation.Said::text)
                .allSatisfy(text -> assertThat(text).contains("by reflection"))
                .extracting(text -> text.substring(0, text.indexOf(':')))
                .containsExactly("Note.kind");
    }

    @Test
    void numbersClassesForEmbeddedAttributesThatWouldBeOfOneName() throws ReflectiveOperationException {
        Compilation compiled = Compilation.strict("""
                package homes;

                // Owner.java
                @Entity
                class Owner {
                    @Id long id;
                    @AttributeOverride(name = "size", column = @Column(name = "a"))
                    @AttributeOverride(name = "inner.depth", column = @Column(name = "b"))
                    Outer home;
                    @AttributeOverride(name = "size", column = @Column(name = "c"))
                    @AttributeOverride(name = "inner.depth", column = @Column(name = "d"))
                    Outer Home;
                    @AttributeOverride(name = "depth", column = @Column(name = "e"))
                    Inner home_Inner;
                    @AttributeOverride(name = "depth", column = @Column(name = "f"))
                    Inner HOME;
                }

                // Outer.java
                @Embeddable
                class Outer {
                    int size;
                    Inner inner;
                }

                // Inner.java
                @Embeddable
                class Inner {
                    int depth;
                }
                """);
        assertThat(compiled.problems()).isEmpty();
        Object owner = constant(compiled.load().type("homes.Owner_"), "OWNER");

        assertThat(field(field(owner, "home"), "size")).hasToString("owner.a");
        assertThat(field(field(field(owner, "home"), "inner"), "depth")).hasToString("owner.b");
        assertThat(field(field(owner, "Home"), "size")).hasToString("owner.c");
        assertThat(field(field(field(owner, "Home"), "inner"), "depth")).hasToString("owner.d");
        assertThat(field(field(owner, "home_Inner"), "depth")).hasToString("owner.e");
        assertThat(field(field(owner, "HOME"), "depth")).hasToString("owner.f");
        assertThat(field(owner, "home_Inner").getClass().getSimpleName()).isEqualTo("Home_InnerColumns3");
    }

    @Test
    void doesNotFailWhereItIsMadeThoughItsClassHasFaults() throws ReflectiveOperationException {
        Compilation compiled = Compilation.strict("""
                package broken;

                // Broken.java
                @Entity
                class Broken {
                    @Id long id;
                    @Convert(converter = Failing.class) String text;

                    static class Failing implements AttributeConverter<String, String> {
                        Failing() { throw new IllegalStateException(); }
                        @Override public String convertToDatabaseColumn(String text) { return text; }
                        @Override public String convertToEntityAttribute(String text) { return text; }
                    }
                }
                """);
        assertThat(compiled.problems()).isEmpty();
        Compilation.Loaded loaded = compiled.load();

        assertThat(field(constant(loaded.type("broken.Broken_"), "BROKEN"), "text"))
                .hasToString("broken.text");
        assertThat(EntityTable.of(loaded.type("broken.Broken")).faults())
                .singleElement()
                .asString()
                .startsWith("Broken.text: Its converter broken.Broken$Failing cannot be made");
    }

    @Test
    void saysThatItIsOlderThanItsClass() throws ReflectiveOperationException {
        String before = """
                package stale;

                // Thing.java
                @Entity
                class Thing {
                    @Id long id;
                    long count;
                    @OneToMany List<Thing> parts = new ArrayList<>();
                }
                """;
        Compilation.Loaded loaded = Compilation.strict(before)
                .load()
                .with(Compilation.of(
                        Map.of(
                                "Thing.java",
                                Compilation.imports(before)
                                        .replace("long count", "int count")
                                        .replace("@OneToMany", "@Transient")),
                        false));

        assertThat(EntityTable.of(loaded.type("stale.Thing")).faults())
                .containsExactly(
                        "Thing.count: The generated class has it otherwise; compile both classes again, together.");
        assertThat(field(constant(loaded.type("stale.Thing_"), "THING"), "parts"))
                .hasToString("Thing.parts");
    }

    @Test
    void isWrittenTheSameEachTime() {
        assertThat(Compilation.strict(USER).generated())
                .isEqualTo(Compilation.strict(USER).generated());
    }

    @Test
    void worksInTheUnnamedPackage() throws ReflectiveOperationException {
        Compilation compiled = Compilation.strict("""
                // Plain.java
                @jakarta.persistence.Entity
                class Plain { @jakarta.persistence.Id long id; }
                """);

        assertThat(compiled.problems()).isEmpty();
        assertThat(constant(compiled.load().type("Plain_"), "PLAIN")).hasToString("plain");
    }

    @Test
    void waitsForWhatOtherProcessorsWriteAndLeavesTheRestToTheCompiler() {
        Compilation compiled = Compilation.of(Map.of("Lost.java", """
                        @jakarta.persistence.Entity
                        class Lost {
                            @jakarta.persistence.Id long id;
                            java.util.List<Missing> missing;
                        }
                        """), true);

        assertThat(compiled.said(Diagnostic.Kind.ERROR)).singleElement().satisfies(said -> {
            assertThat(said.line()).isEqualTo(4);
            assertThat(said.text()).contains("cannot find symbol");
        });
    }
}
