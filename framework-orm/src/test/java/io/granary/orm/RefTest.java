package io.granary.orm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.UnloadedAttributeException;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class RefTest {

    @Test
    void givesWhatItRefersTo() {
        Ref<String> ref = Ref.to("a");
        assertThat(ref.isLoaded()).isTrue();
        assertThat(ref.get()).isEqualTo("a");
        assertThat(ref.find()).contains("a");
        assertThat(ref).hasToString("Ref(a)");
    }

    @Test
    void mayReferToNothing() {
        Ref<String> ref = Ref.none();
        assertThat(ref.isLoaded()).isTrue();
        assertThat(ref.find()).isEmpty();
        assertThatThrownBy(ref::get)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("the reference is to nothing");
    }

    @Test
    void saysThatItWasNotLoaded() {
        Ref<String> ref = Ref.unloaded("Loan.reader");
        assertThat(ref.isLoaded()).isFalse();
        assertThatThrownBy(ref::find)
                .isInstanceOf(UnloadedAttributeException.class)
                .hasMessageContaining("Loan.reader");
        assertThatThrownBy(ref::get).isInstanceOf(UnloadedAttributeException.class);
        assertThat(ref).hasToString("Ref(unloaded)");
    }

    @Test
    void isTheSameIfItRefersToTheSameObject() {
        Object object = new Object();
        assertThat(Ref.to(object)).isEqualTo(Ref.to(object)).hasSameHashCodeAs(Ref.to(object));
        assertThat(Ref.to(object)).isNotEqualTo(Ref.to(new Object())).isNotEqualTo(Ref.none());
        assertThat(Ref.unloaded("a")).isEqualTo(Ref.unloaded("a")).isNotEqualTo(Ref.unloaded("b"));
        assertThat(Ref.none()).isNotEqualTo(Ref.unloaded("a"));
    }
}
