package io.granary.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A textual statement taken apart by {@link SqlLexer}. Immutable.
 *
 * @param segments the pieces in order; joined they are the statement without its trailing semicolon and with the respellings {@link TextClause} tells of
 * @param shape what it is expected to answer with
 * @param verb what it does
 * @param transactionControl whether it begins, ends or sets up a transaction, which is for the connection to do and not for text
 * @param changesSession whether it may leave the session other than it was, for whoever borrows the connection next
 * @param endsInLineComment whether text put behind it would be part of a comment
 */
public record ParsedText(
        List<Segment> segments,
        StatementShape shape,
        StatementVerb verb,
        boolean transactionControl,
        boolean changesSession,
        boolean endsInLineComment) {

    /** Copies the segments. */
    public ParsedText {
        segments = List.copyOf(segments);
    }

    /** {@return the parameters' names in the order they first appear} */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Segment segment : segments) {
            if (segment instanceof Segment.Bind bind) {
                names.add(bind.name());
            } else if (segment instanceof Segment.InList list) {
                names.add(list.name());
            }
        }
        return names;
    }
}
