package io.granary.orm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.InvalidRequestException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteOnlyTest {

    /** Equal to all others, as records of a program may be. */
    private record Twin(String name) {}

    private final WriteOnly<Twin> members = new WriteOnly<>();

    @Test
    void recordsEachObjectOnceInOrderWhateverItEquals() {
        Twin first = new Twin("a");
        Twin second = new Twin("a");
        members.addAll(List.of(first, second, first));
        assertThat(members.added()).hasSize(2);
        assertThat(members.added().get(1)).isSameAs(second);
        assertThat(members.hasAdded(new Twin("a"))).isFalse();
        assertThat(members).hasToString("[write-only, 2 added, 0 removed]");
    }

    @Test
    void whatComesAndGoesIsNothing() {
        Twin twin = new Twin("a");
        members.add(twin);
        members.remove(twin);
        assertThat(members.added()).isEmpty();
        assertThat(members.removed()).isEmpty();
        members.remove(twin);
        assertThat(members.removed()).containsExactly(twin);
        members.add(twin);
        assertThat(members.added()).isEmpty();
        assertThat(members.removed()).isEmpty();
    }

    @Test
    void whatIsWrittenIsForgottenAndTheRestStays() {
        Twin written = new Twin("a");
        Twin later = new Twin("b");
        Twin gone = new Twin("c");
        members.addAll(List.of(written, later));
        members.remove(gone);
        members.written(List.of(written), List.of(gone));
        assertThat(members.added()).containsExactly(later);
        assertThat(members.removed()).isEmpty();
        members.forget();
        assertThat(members.added()).isEmpty();
    }

    @Test
    void asksForAnOwner() {
        assertThatThrownBy(members::select)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Add the owner to a session");
    }
}
