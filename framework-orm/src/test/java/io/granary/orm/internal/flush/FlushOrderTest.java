package io.granary.orm.internal.flush;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.Mappings;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.LifecycleCallbacks.Moment;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.PrePersist;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FlushOrderTest {

    @Entity
    static class Author {

        @Id
        long id;

        @PrePersist
        void inserted() {}
    }

    @Entity
    static class Book {

        @Id
        long id;

        @ManyToOne
        @Nullable Author author;
    }

    @Entity
    static class Part {

        @Id
        long id;

        @ManyToOne
        @Nullable Part within;
    }

    private static final Mappings MAPPINGS = Mappings.of(Book.class, Part.class, Author.class);

    private final FlushOrder order = FlushOrder.of(MAPPINGS);

    private static InstanceState state(Object object) {
        return new InstanceState(MAPPINGS.mapping(object.getClass()), object);
    }

    @Test
    void objectsAreSortedByTheGroupsOfTheirClasses() {
        InstanceState book = state(new Book());
        InstanceState author = state(new Author());
        InstanceState another = state(new Book());
        List<FlushOrder.Rows> sorted = order.sorted(List.of(book, author, another));
        assertThat(sorted).extracting(FlushOrder.Rows::states).containsExactly(List.of(author), List.of(book, another));
        assertThat(sorted).noneMatch(rows -> rows.group().refersToItself());
    }

    @Test
    void aClassThatRefersToItselfSaysSo() {
        assertThat(order.sorted(List.of(state(new Part()))))
                .singleElement()
                .matches(rows -> rows.group().refersToItself());
    }

    @Test
    void nothingIsSortedIntoNoGroup() {
        assertThat(order.sorted(List.of())).isEmpty();
        assertThat(order.groups()).hasSize(3);
    }

    @Test
    void onlyMomentsAtWhichAnObjectIsCalledCount() {
        assertThat(order.calls(Moment.AFTER_LOAD, Moment.BEFORE_INSERT)).isTrue();
        assertThat(order.calls(Moment.BEFORE_UPDATE)).isFalse();
        assertThat(FlushOrder.of(Mappings.of(Part.class)).calls(Moment.values()))
                .isFalse();
    }
}
