package io.granary.engine.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Dialects;
import io.granary.dialect.render.CompilerOptions;
import io.granary.engine.ParameterLogging;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.engine.internal.compile.StatementCompiler;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ParameterTextTest {

    private static String shown(ParameterLogging mode, Object... values) {
        BoundStatement statement =
                StatementCompiler.of(CompilerOptions.of(Dialects.named("h2"))).raw("select", List.of(values));
        return ParameterText.of(statement, mode);
    }

    private static String fingerprint(Object value) {
        return shown(ParameterLogging.FINGERPRINT, value);
    }

    @Test
    void fingerprintsTellEqualValuesAndNothingElse() {
        assertThat(fingerprint(7)).isEqualTo(fingerprint(7)).isNotEqualTo(fingerprint(8));
        assertThat(fingerprint("7").substring("[String".length()))
                .isNotEqualTo(fingerprint(7).substring("[Integer".length()));
        assertThat(fingerprint(new byte[] {1, 2})).isEqualTo(fingerprint(new byte[] {1, 2}));
        assertThat(fingerprint(ByteBuffer.wrap(new byte[] {1})))
                .isNotEqualTo(fingerprint(ByteBuffer.wrap(new byte[2])));
        assertThat(fingerprint(new Integer[] {1, 2})).isEqualTo(fingerprint(new Integer[] {1, 2}));
    }

    @Test
    void fingerprintsOfSmallValuesAreNoPlainHashes() {
        assertThat(fingerprint(7)).doesNotMatch("\\[Integer#0*7]");
        assertThat(fingerprint(true)).doesNotContain(Integer.toHexString(Boolean.hashCode(true)));
        assertThat(IntStream.range(0, 100).mapToObj(ParameterTextTest::fingerprint))
                .doesNotHaveDuplicates()
                .allMatch(text -> text.matches("\\[Integer#[0-9a-f]{12}]"));
    }

    @Test
    void typesTellTheLengthOfTextBytesAndArrays() {
        assertThat(shown(ParameterLogging.TYPES, "abc", new byte[5], ByteBuffer.allocate(6), new Long[2], 1L))
                .startsWith("[String(3), byte[5], ")
                .endsWith("(6), Long[](2), Long]");
    }

    @Test
    void valuesAreShortened() {
        assertThat(shown(ParameterLogging.VALUES, "x".repeat(81), new Integer[] {1, 2}, new byte[3]))
                .isEqualTo("[" + "x".repeat(80) + "…, [1, 2], bytes(3)]");
        Object[] many = new Object[22];
        Arrays.fill(many, 1);
        assertThat(shown(ParameterLogging.VALUES, many)).endsWith("1, … 2 more]");
    }
}
