package io.granary.orm.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.EntityTable;
import io.granary.orm.Mappings;
import io.granary.orm.Ref;
import io.granary.schema.Column;
import io.granary.schema.ForeignKey;
import jakarta.persistence.CascadeType;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"NullAway", "UnusedVariable"}) // attributes are filled by reflection
class RelationshipsTest extends OnH2 {

    @Entity
    @Table(name = "users")
    static class User {
        @Id
        Long id;

        String name;

        @OneToMany(mappedBy = "owner", cascade = CascadeType.ALL, orphanRemoval = true)
        @OrderBy("street, number DESC")
        List<Address> addresses;

        @OneToOne(
                mappedBy = "user",
                cascade = {CascadeType.PERSIST, CascadeType.REMOVE})
        Profile profile;

        @ManyToMany
        @OrderBy
        Set<Tag> likedTags;

        @ManyToMany(cascade = {CascadeType.MERGE, CascadeType.REFRESH, CascadeType.DETACH})
        @JoinTable(
                name = "follows",
                joinColumns = @JoinColumn(name = "follower"),
                inverseJoinColumns = @JoinColumn(name = "followed", referencedColumnName = "id"),
                foreignKey = @jakarta.persistence.ForeignKey(name = "fk_follower"),
                inverseForeignKey = @jakarta.persistence.ForeignKey(ConstraintMode.NO_CONSTRAINT))
        List<User> follows;

        @OneToMany
        @OrderBy("desc")
        Collection<Photo> photos;

        @ManyToOne
        User boss;

        @ManyToMany(mappedBy = "writers")
        List<Essay> written;
    }

    @Entity
    static class Address {
        @Id
        Long id;

        String street;
        int number;

        @ManyToOne(optional = false)
        @JoinColumn(
                name = "user_id",
                updatable = false,
                comment = "whose",
                foreignKey = @jakarta.persistence.ForeignKey(name = "fk_whose"))
        Ref<User> owner;
    }

    @Entity
    static class Profile {
        @Id
        Long id;

        @OneToOne
        User user;

        @ManyToOne
        @JoinColumn(foreignKey = @jakarta.persistence.ForeignKey(ConstraintMode.NO_CONSTRAINT))
        User lastSeenBy;
    }

    @Entity
    static class Tag {
        @Id
        String word;
    }

    @Entity
    static class Photo {
        @Id
        Long id;
    }

    @Entity
    static class Essay {
        @Id
        Long id;

        @ManyToMany
        List<User> writers;
    }

    private static final Class<?>[] ALL = {User.class, Address.class, Profile.class, Tag.class, Photo.class, Essay.class
    };

    private static Relationship<?, ?> of(Class<?> type, String name) {
        return EntityTable.of(type).relationship(name);
    }

    private static List<String> joinTable(Class<?> type, String name) {
        io.granary.orm.mapping.JoinTable table =
                of(type, name).terms().joinTable().orElseThrow().get();
        List<String> said = new java.util.ArrayList<>(List.of(table.table().tableName()));
        table.ownerColumns().forEach(column -> said.add(column.name()));
        table.targetColumns().forEach(column -> said.add(column.name()));
        return said;
    }

    @Test
    void relationshipsToOneHaveColumns() {
        assertThat(Mappings.of(ALL).types()).hasSize(6);
        Relationship<?, ?> owner = of(Address.class, "owner");
        assertThat(owner.kind()).isEqualTo(RelationshipKind.MANY_TO_ONE);
        assertThat(owner.target()).isEqualTo(User.class);
        assertThat(owner.holdsReference()).isTrue();
        Column<?> column = EntityTable.of(Address.class).column("user_id");
        assertThat(column.options().isNullable()).isFalse();
        assertThat(column.options().commentText()).contains("whose");
        assertThat(column.type().javaType()).isEqualTo(Long.class);
        assertThat(EntityTable.of(Address.class).mapping().columns().get(3).updatable())
                .isFalse();
        assertThat(EntityTable.of(User.class).column("boss_id").options().isNullable())
                .isTrue();
        assertThat(EntityTable.of(Profile.class).column("user_id").options().isUnique())
                .isTrue();
        assertThat(of(User.class, "profile").holdsReference()).isFalse();
    }

    @Test
    void foreignKeysHaveTheNamesTheyAreGivenAndMayBeLeftOut() {
        assertThat(EntityTable.of(Address.class).foreignKeys())
                .extracting(ForeignKey::name)
                .containsExactly(Optional.of("fk_whose"));
        assertThat(EntityTable.of(Profile.class).foreignKeys())
                .extracting(key -> key.columns().get(0).name())
                .containsExactly("user_id");
        assertThat(of(Profile.class, "lastSeenBy").holdsReference()).isTrue();
    }

    @Test
    void joinTablesAreNamedAsTheSpecificationSays() {
        assertThat(joinTable(User.class, "likedTags")).containsExactly("users_tag", "user_id", "liked_tags_word");
        assertThat(joinTable(User.class, "photos")).containsExactly("users_photo", "user_id", "photos_id");
        assertThat(joinTable(Essay.class, "writers")).containsExactly("essay_users", "written_id", "writers_id");
        assertThat(joinTable(User.class, "follows")).containsExactly("follows", "follower", "followed");
        assertThat(of(User.class, "follows")
                        .terms()
                        .joinTable()
                        .orElseThrow()
                        .get()
                        .table()
                        .foreignKeys())
                .extracting(ForeignKey::name)
                .containsExactly(Optional.of("fk_follower"));
        assertThat(of(User.class, "written").terms().joinTable()).isEmpty();
    }

    @Test
    void tablesAreCreatedWithThoseBetweenThem() {
        with(
                () -> {
                    assertThat(ask("select lower(table_name) from information_schema.tables"
                                    + " where table_schema = 'PUBLIC' order by 1"))
                            .containsExactly(
                                    "address",
                                    "essay",
                                    "essay_users",
                                    "follows",
                                    "photo",
                                    "profile",
                                    "tag",
                                    "users",
                                    "users_photo",
                                    "users_tag");
                    assertThat(ask("select lower(constraint_name) from information_schema.table_constraints"
                                    + " where constraint_type = 'FOREIGN KEY'"))
                            .contains("fk_whose", "fk_follower");
                },
                ALL);
    }

    @Test
    void cascadesAreThoseOfTheAnnotation() {
        assertThat(of(User.class, "addresses").terms().cascade()).containsExactlyInAnyOrder(Cascade.values());
        assertThat(of(User.class, "profile").terms().cascade())
                .containsExactlyInAnyOrder(Cascade.SAVE_UPDATE, Cascade.DELETE);
        assertThat(of(User.class, "follows").terms().cascade())
                .containsExactlyInAnyOrder(Cascade.MERGE, Cascade.REFRESH_EXPIRE, Cascade.EXPUNGE);
        assertThat(of(User.class, "boss").terms().cascade()).isEmpty();
    }

    @Entity
    static class Shelf {
        @Id
        Long id;

        @OneToMany(orphanRemoval = true)
        List<Photo> photos;
    }

    @Test
    @org.junit.jupiter.api.Tag("CA03")
    void whoIsDeletedAsAnOrphanIsDeletedWithItsOwner() {
        assertThat(of(Shelf.class, "photos").terms().cascade())
                .containsExactlyInAnyOrder(Cascade.DELETE, Cascade.DELETE_ORPHAN);
    }

    @Test
    void ordersAreRead() {
        assertThat(of(User.class, "addresses").terms().order())
                .containsExactly(new Relationship.OrderBy("street", false), new Relationship.OrderBy("number", true));
        assertThat(of(User.class, "likedTags").terms().order()).containsExactly(new Relationship.OrderBy("", false));
        assertThat(of(User.class, "photos").terms().order()).containsExactly(new Relationship.OrderBy("", true));
        assertThat(of(User.class, "follows").terms().order()).isEmpty();
    }

    @Test
    void valuesGetInAndOut() {
        User user = new User();
        user.boss = new User();
        assertThat(of(User.class, "boss").get(user)).isSameAs(user.boss);
        of(User.class, "boss").set(user, null);
        assertThat(user.boss).isNull();
        assertThat(of(User.class, "boss")).hasToString("User.boss");
    }
}
