package io.granary.orm.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.InvalidRequestException;
import io.granary.orm.EntityTable;
import io.granary.orm.Mappings;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Transient;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where attributes are found: fields, getters, components, and above the class. */
@SuppressWarnings({"NullAway", "UnusedVariable", "UnusedMethod"}) // attributes are filled by reflection
class AccessTest {

    private static List<String> paths(Class<?> type) {
        EntityTable<?> table = EntityTable.of(type);
        assertThat(table.faults()).isEmpty();
        return table.mapping().columns().stream()
                .map(column -> column.path() + "=" + column.column().name())
                .toList();
    }

    private static <E> @Nullable Object[] image(E object, Class<E> type) {
        EntityMapping<E> mapping = EntityTable.of(type).mapping();
        @Nullable Object[] image = new @Nullable Object[mapping.columns().size()];
        mapping.read(object, image);
        return image;
    }

    @Entity
    static class ByField {
        @Id
        private Long id = 1L;

        private String firstName = "Ada";
        private transient String hint = "no";
        private static String shared = "no";

        @Transient
        private String also = "no";

        public String getFirstName() {
            throw new AssertionError("fields are read");
        }
    }

    @Test
    void fieldsAreReadWhereTheKeyIsAField() {
        assertThat(paths(ByField.class)).containsExactly("id=id", "firstName=first_name");
        assertThat(image(new ByField(), ByField.class)).containsExactly(1L, "Ada");
    }

    @Entity
    static class ByGetter {
        private Long number = 1L;
        private String text = "Ada";

        @Id
        public Long getId() {
            return number;
        }

        public void setId(Long id) {
            number = id;
        }

        public String getName() {
            return text;
        }

        public void setName(String name) {
            text = name;
        }

        public boolean isOpen() {
            return true;
        }

        void setOpen(boolean open) {}

        public int getLength() {
            return text.length();
        }

        @Transient
        public String getHint() {
            return "no";
        }

        public void setHint(String hint) {}
    }

    @Test
    void gettersAreReadWhereTheKeyIsOne() {
        assertThat(paths(ByGetter.class)).containsExactly("id=id", "name=name", "open=open");
        EntityMapping<ByGetter> mapping = EntityTable.of(ByGetter.class).mapping();
        ByGetter made = mapping.create(new @Nullable Object[3]);
        mapping.write(made, new @Nullable Object[] {2L, "Bob", true}, mapping.plainSlots());
        assertThat(made.number).isEqualTo(2L);
        assertThat(made.text).isEqualTo("Bob");
    }

    @Entity
    static class Decapitalized {
        private Long number = 1L;
        private String mail = "ada@example.org";
        private String place = "here";
        private boolean mobile = true;

        @Id
        public Long getId() {
            return number;
        }

        public void setId(Long id) {
            number = id;
        }

        public String geteMail() {
            return mail;
        }

        public void seteMail(String eMail) {
            mail = eMail;
        }

        public String getURL() {
            return place;
        }

        public void setURL(String url) {
            place = url;
        }

        public boolean ismPhone() {
            return mobile;
        }

        public void setmPhone(boolean mPhone) {
            mobile = mPhone;
        }
    }

    @Test
    void settersAreCalledAsTheirGettersAre() {
        assertThat(EntityTable.of(Decapitalized.class).mapping().columns())
                .extracting(MappedColumn::path)
                .containsExactly("id", "URL", "eMail", "mPhone");
        assertThat(image(new Decapitalized(), Decapitalized.class))
                .containsExactly(1L, "here", "ada@example.org", true);
    }

    @Entity
    static class Mixed {
        @Id
        Long id = 1L;

        String plain = "field";

        @Transient
        private String kept = "kept";

        @Access(AccessType.PROPERTY)
        @Column(name = "said")
        public String getKept() {
            return kept + "!";
        }

        public void setKept(String value) {
            kept = value;
        }
    }

    @Entity
    @Access(AccessType.PROPERTY)
    static class MixedTheOtherWay {
        private Long number = 1L;

        @Access(AccessType.FIELD)
        String plain = "field";

        @Id
        public Long getId() {
            return number;
        }

        public void setId(Long id) {
            number = id;
        }
    }

    @Test
    void bothAreReadWhereTheySaySo() {
        assertThat(paths(Mixed.class)).containsExactly("id=id", "plain=plain", "kept=said");
        assertThat(image(new Mixed(), Mixed.class)).containsExactly(1L, "field", "kept!");
        assertThat(paths(MixedTheOtherWay.class)).containsExactly("id=id", "plain=plain");
        assertThat(image(new MixedTheOtherWay(), MixedTheOtherWay.class)).containsExactly(1L, "field");
    }

    @MappedSuperclass
    abstract static class Base<K, P> {
        @Id
        K id;

        @ManyToOne
        P parent;

        @OneToMany(mappedBy = "parent")
        List<P> children;

        K[] more;
        List<K> most;
    }

    @MappedSuperclass
    abstract static class Named<P> extends Base<Long, P> {
        String name;
    }

    static class Between<P> extends Named<P> {
        String notMapped;
    }

    @Entity
    @AttributeOverride(name = "name", column = @Column(name = "title", length = 7))
    @AttributeOverride(name = "id", column = @Column(name = "number"))
    static class Node extends Between<Node> {
        String own;
    }

    @Test
    void attributesOfMappedSuperclassesComeFirstWithTheClassesThatTheirVariablesStandFor() {
        assertThat(paths(Node.class))
                .containsExactly(
                        "id=number", "parent=parent_number", "more=more", "most=most", "name=title", "own=own");
        EntityTable<Node> table = EntityTable.of(Node.class);
        assertThat(table.attribute("id", Long.class).type().javaType()).isEqualTo(Long.class);
        assertThat(table.attribute("more", Long[].class).name()).isEqualTo("more");
        assertThat(table.relationship("parent").target()).isEqualTo(Node.class);
        assertThat(table.relationship("children").target()).isEqualTo(Node.class);
        assertThat(Mappings.of(Node.class).metaData().tables()).hasSize(1);
    }

    @MappedSuperclass
    abstract static class PropertyBase<K> {
        private K key;

        @Id
        public K getId() {
            return key;
        }

        public void setId(K id) {
            key = id;
        }
    }

    @Entity
    static class Overriding extends PropertyBase<Integer> {
        @Override
        public Integer getId() {
            return super.getId();
        }

        @Override
        public void setId(Integer id) {
            super.setId(id);
        }
    }

    @Test
    void anOverriddenGetterIsOneAttributeAndKeepsItsAnnotations() {
        assertThat(paths(Overriding.class)).containsExactly("id=id");
        EntityMapping<Overriding> mapping = EntityTable.of(Overriding.class).mapping();
        assertThat(mapping.key()).hasSize(1);
        Overriding made = new Overriding();
        mapping.write(made, new @Nullable Object[] {5}, mapping.plainSlots());
        assertThat(made.getId()).isEqualTo(5);
    }

    @Entity
    record Country(@Id String code, @Column(name = "label") String name, Area area) {}

    @Embeddable
    record Area(Double size, String unit) {}

    @Test
    void recordsAreMadeOfTheirComponentsAndKeepThem() {
        assertThat(paths(Country.class)).containsExactly("code=code", "name=label", "area.size=size", "area.unit=unit");
        EntityMapping<Country> mapping = EntityTable.of(Country.class).mapping();
        Country norway = new Country("no", "Norway", new Area(385.0, "km"));
        @Nullable Object[] image = image(norway, Country.class);
        assertThat(mapping.isReadOnly()).isTrue();
        assertThat(mapping.create(image)).isEqualTo(norway);
        assertThatThrownBy(() -> mapping.write(norway, image, mapping.plainSlots()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("The record component Country.code cannot be changed.");
    }
}
