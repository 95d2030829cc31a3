package io.granary.orm.internal.flush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.CircularDependencyException;
import io.granary.orm.Mappings;
import io.granary.orm.internal.flush.FlushStep.Change;
import io.granary.orm.internal.identity.IdentityMap;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.EntityMapping;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowOrderTest {

    @Entity
    static class Part {

        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        @Nullable Long id;

        @ManyToOne
        @Nullable Part within;
    }

    /** Two of them cannot be told apart from the hen and the egg. */
    @Entity
    static class Hen {

        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        @Nullable Long id;

        @ManyToOne(optional = false)
        @JoinColumn(nullable = false)
        @Nullable Egg from;
    }

    @Entity
    static class Egg {

        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        @Nullable Long id;

        @ManyToOne(optional = false)
        @JoinColumn(nullable = false)
        @Nullable Hen laidBy;
    }

    private static final Mappings MAPPINGS = Mappings.of(Part.class, Hen.class, Egg.class);

    private final IdentityMap identities = new IdentityMap();
    private final RowOrder order = new RowOrder(new References(identities));

    private InstanceState pending(Object object) {
        InstanceState state = new InstanceState(MAPPINGS.mapping(object.getClass()), object);
        identities.addPending(state);
        return state;
    }

    private List<FlushStep.Inserts> inserts(List<InstanceState> pending) {
        List<EntityMapping<?>> group = pending.stream()
                .<EntityMapping<?>>map(InstanceState::mapping)
                .distinct()
                .toList();
        return order.inserts(group, pending);
    }

    @Test
    void whoIsReferredToComesFirst() {
        Part inner = new Part();
        Part outer = new Part();
        inner.within = outer;
        InstanceState innerRow = pending(inner);
        InstanceState outerRow = pending(outer);

        assertThat(inserts(List.of(innerRow, outerRow)))
                .extracting(FlushStep.Inserts::states)
                .containsExactly(List.of(outerRow), List.of(innerRow));
        assertThat(order.later()).isEmpty();
    }

    @Test
    void aCircleIsOpenedWhereAReferenceMayBeNull() {
        Part one = new Part();
        Part other = new Part();
        one.within = other;
        other.within = one;
        InstanceState oneRow = pending(one);
        InstanceState otherRow = pending(other);

        assertThat(inserts(List.of(oneRow, otherRow)))
                .extracting(FlushStep.Inserts::states)
                .containsExactly(List.of(oneRow), List.of(otherRow));
        assertThat(order.later()).extracting(Change::state).containsExactly(oneRow);
    }

    @Test
    void aCircleWithoutAReferenceThatMayBeNullIsRefused() {
        Hen hen = new Hen();
        Egg egg = new Egg();
        hen.from = egg;
        egg.laidBy = hen;
        List<InstanceState> both = List.of(pending(hen), pending(egg));

        assertThatThrownBy(() -> inserts(both))
                .isInstanceOf(CircularDependencyException.class)
                .hasMessageContaining("Hen")
                .hasMessageContaining("Egg")
                .hasMessageContaining("Let one of the references be optional.");
    }
}
