package io.granary.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ErrorReportTest {

    @Test
    void writesCodeAndSentenceThenDetailsInOrderThenThePage() {
        String text = ErrorReport.of(ErrorCode.POOL_TIMEOUT, "No connection became free.")
                .with("waited", "30 s")
                .hint("close what you lease")
                .render();

        assertThat(text).isEqualTo("""
                        [POOL-TIMEOUT] No connection became free.
                          waited:    30 s
                          hint:      close what you lease
                          more:      docs/reference/errors.md#pool-timeout""");
    }

    @Test
    void alignsTheLinesOfALongText() {
        String text = ErrorReport.of(ErrorCode.DATA, "A value does not fit.")
                .with("statement", "select 1\nfrom t")
                .render();

        assertThat(text).contains("  statement: select 1\n             from t\n");
    }

    @Test
    void leavesASpaceBehindALongLabel() {
        String text = ErrorReport.of(ErrorCode.DATA, "A value does not fit.")
                .with("a-long-label", "x")
                .render();

        assertThat(text).contains("  a-long-label: x\n");
    }

    @Test
    void leavesTheReportItWasMadeFromAsItWas() {
        ErrorReport report = ErrorReport.of(ErrorCode.DATA, "A value does not fit.");
        report.with("more", "words");

        assertThat(report.details()).isEmpty();
    }

    @Test
    void writesStateAndNumberBehindTheDatabasesWords() {
        DatabaseError error = new DatabaseError("no", "23505", 1062, "uq", "insert", "[String(3)]", false);

        assertThat(new UniqueViolationException(error, null))
                .message()
                .contains(
                        "  database:  no (SQLSTATE 23505, code 1062)\n",
                        "  constraint: uq\n",
                        "  statement: insert\n",
                        "  parameters: [String(3)]\n");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        assertThat(new DataException(DatabaseError.of("no"), null))
                .message()
                .contains("no (code 0)")
                .doesNotContain("null", "statement:", "parameters:", "constraint:", "SQLSTATE");
    }

    @Test
    void cutsALongStatement() {
        DatabaseError error = new DatabaseError("no", null, 0, null, "x".repeat(100_000), null, false);

        assertThat(new DataException(error, null)).message().hasSizeLessThan(3_000);
    }
}
