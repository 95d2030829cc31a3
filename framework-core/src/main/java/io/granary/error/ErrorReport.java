package io.granary.error;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * What an exception has to say, as fields, and the one renderer that writes them.
 *
 * <p>The text has the code and a sentence first, then one line for each detail in the order they were added, then the hint and
 * where to read more. Immutable: each step returns a new report. Neither the sentence nor a detail may hold a secret.
 *
 * @param code what kind of error it is
 * @param sentence what was found and what was expected, with capital and full stop
 * @param details labelled facts, in order
 */
public record ErrorReport(ErrorCode code, String sentence, List<Detail> details) {

    /**
     * A labelled fact.
     *
     * @param label a word, such as {@code state}
     * @param text the fact
     */
    public record Detail(String label, String text) {}

    private static final int LABEL_WIDTH = 10;

    /** Copies the details. */
    public ErrorReport {
        requireNonNull(code, "code");
        requireNonNull(sentence, "sentence");
        details = List.copyOf(details);
    }

    /**
     * {@return a report without details}
     *
     * @param code what kind of error it is
     * @param sentence what was found and what was expected
     */
    public static ErrorReport of(ErrorCode code, String sentence) {
        return new ErrorReport(code, sentence, List.of());
    }

    /**
     * {@return this report with one more fact at its end}
     *
     * @param label a word, such as {@code state}
     * @param text the fact
     */
    public ErrorReport with(String label, String text) {
        List<Detail> more = new ArrayList<>(details);
        more.add(new Detail(label, text));
        return new ErrorReport(code, sentence, more);
    }

    /**
     * {@return this report with what to do about it}
     *
     * @param action an instruction
     */
    public ErrorReport hint(String action) {
        return with("hint", action);
    }

    /** {@return the whole text} */
    public String render() {
        StringBuilder text = new StringBuilder(160);
        text.append('[').append(code.text()).append("] ").append(sentence);
        details.forEach(detail -> line(text, detail.label(), detail.text()));
        line(text, "more", code.page());
        return text.toString();
    }

    private static void line(StringBuilder text, String label, String content) {
        text.append("\n  ").append(label).append(':');
        text.append(" ".repeat(Math.max(1, LABEL_WIDTH - label.length())));
        text.append(content.replace("\n", "\n             "));
    }
}
