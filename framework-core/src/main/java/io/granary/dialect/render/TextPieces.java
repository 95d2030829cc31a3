package io.granary.dialect.render;

import io.granary.sql.ParsedText;
import io.granary.sql.Segment;
import io.granary.sql.TextClause;
import java.util.regex.Pattern;

/** Writes a piece of the user's own SQL, its {@code :names} as places for values. */
final class TextPieces {

    private static final Pattern OR = Pattern.compile("\\b(or|xor)\\b|\\|\\|", Pattern.CASE_INSENSITIVE);

    private TextPieces() {}

    /** Whether AND beside it would take it apart. */
    static boolean needsParentheses(TextClause text) {
        return OR.matcher(text.sql()).find();
    }

    static Rendering write(TextClause text, Rendering to) {
        ParsedText parsed = to.grammar().lexer().parse(text.sql());
        for (Segment segment : parsed.segments()) {
            if (segment instanceof Segment.Bind bind) {
                to.binds().claim(bind.name());
            } else if (segment instanceof Segment.InList list) {
                to.binds().claim(list.name());
            }
            to.segment(segment);
        }
        return parsed.endsInLineComment() ? to.sql("\n") : to; // what stands behind it is not part of the comment
    }
}
